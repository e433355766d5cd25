import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import {
  afterEdit,
  follow,
  type Followed,
  type FollowedEdit,
  nextSurvivalCheck,
  type Survived,
  tellSurvival,
  tellUndone,
} from './survival.ts';

/** Tells how much of each accepted text is still there after a while. */
export interface Survival extends Disposable {
  /** The text stands at `offset` of the document, in its line ends. */
  follow(accepted: Pick<Followed, 'id' | 'uri' | 'offset' | 'text'>): void;
  /** Of every change, in order, after `follow` was called for what the change ends. */
  changed(uri: string, edit: FollowedEdit): void;
  /** No longer: it was closed, or its line ends were changed, which moves every offset and is no edit. */
  forget(uri: string): void;
  /** Tells what is due at this time, of the clock that was passed in. */
  check(time: number): void;
}

export interface SurvivalOptions {
  readonly clock: Clock;
  onSurvived(survived: Survived): void;
  /** The acceptance was taken back at once. */
  onUndone(id: number): void;
}

/** The oldest goes first. Who accepts more in ten minutes is sampled. */
const MOST_FOLLOWED = 100;

/** Telling late is as right as telling on time: then many are told together. */
const SHORTEST_WAIT_MS = 5_000;

export function followSurvival({ clock, onSurvived, onUndone }: SurvivalOptions): Survival {
  let list: readonly Followed[] = [];
  let alarm: { readonly time: number; readonly timer: Disposable } | undefined;

  /** One timer for the next check of all; none while nothing is followed. */
  function schedule(): void {
    const next = nextSurvivalCheck(list);
    if (next !== undefined && alarm !== undefined && alarm.time <= next) return;
    alarm?.timer.dispose();
    alarm = undefined;
    if (next === undefined) return;
    const waitMs = Math.max(SHORTEST_WAIT_MS, next - clock.now());
    const timer = clock.after(waitMs, () => {
      alarm = undefined;
      survival.check(clock.now());
    });
    alarm = { time: next, timer };
  }

  function edited(followed: Followed, edit: FollowedEdit): readonly Followed[] {
    const after = afterEdit(followed, edit);
    if (after === undefined) return [];
    const undone = tellUndone(followed, after, edit, clock.now());
    if (undone !== undefined) {
      onSurvived(undone);
      onUndone(followed.id);
    }
    return [after];
  }

  const survival: Survival = {
    follow(accepted) {
      list = [...list, follow({ ...accepted, time: clock.now() })].slice(-MOST_FOLLOWED);
      schedule();
    },
    changed(uri, edit) {
      if (!list.some((followed) => followed.uri === uri)) return;
      survival.check(clock.now());
      list = list.flatMap((followed) => (followed.uri === uri ? edited(followed, edit) : [followed]));
      schedule();
    },
    forget(uri) {
      list = list.filter((followed) => followed.uri !== uri);
      schedule();
    },
    check(time) {
      const checked = list.map((followed) => tellSurvival(followed, time));
      list = checked.flatMap(({ followed }) => followed ?? []);
      for (const { told } of checked) told.forEach(onSurvived);
      schedule();
    },
    dispose: () => alarm?.timer.dispose(),
  };
  return survival;
}
