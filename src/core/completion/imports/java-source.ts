import type { FindSource } from './needed-import.ts';

const TYPES: ReadonlySet<string> = new Set(['class', 'interface', 'enum', 'type']);

/** A public type of another package. */
export const javaSource: FindSource = ({ path, definition }, _, repository) => {
  const namespace = repository.get(path)?.namespace;
  if (namespace === undefined || !TYPES.has(definition.kind)) return undefined;
  if (!/\bpublic\b/.test(definition.signature)) return undefined;
  return { source: `${namespace}.${definition.name}`, kind: 'whole' };
};
