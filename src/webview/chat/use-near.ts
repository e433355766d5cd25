import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useSurroundings } from './surroundings.ts';

export interface NearWatcher {
  readonly watch: (element: Element, onNear: () => void) => void;
  readonly unwatch: (element: Element) => void;
}

/** How far from what is seen an element is drawn already, in pixels: about two screens. */
const MARGIN = '1500px';

/** One observer for all turns: of a thousand, each would be asked at every frame. */
export function createNearWatcher(): NearWatcher {
  const waiting = new Map<Element, () => void>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) if (isIntersecting) waiting.get(target)?.();
    },
    // Of the list that scrolls, too, not of the page alone.
    { rootMargin: MARGIN, scrollMargin: MARGIN },
  );
  return {
    watch(element, onNear) {
      waiting.set(element, onNear);
      observer.observe(element);
    },
    unwatch(element) {
      waiting.delete(element);
      observer.unobserve(element);
    },
  };
}

/** Whether an element has ever come near what is seen. Where nobody watches, everything is near. */
export function useNear(element: RefObject<HTMLElement | null>): boolean {
  const { nearWatcher } = useSurroundings();
  const [near, setNear] = useState(nearWatcher === undefined);
  useEffect(() => {
    const target = element.current;
    if (near || target === null || nearWatcher === undefined) return undefined;
    nearWatcher.watch(target, () => setNear(true));
    return () => nearWatcher.unwatch(target);
  }, [near]);
  return near;
}
