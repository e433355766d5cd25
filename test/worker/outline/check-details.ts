import { expect } from 'vitest';
import type { FileOutline } from '../../../src/core/repository/outline.ts';
import { outliner, unindent } from './check-outline.ts';

/** What the outline says of definitions besides their place, and what they use. Both texts may be indented. */
export async function checkDetails(languageId: string, code: string, expected: string): Promise<void> {
  const outline = await outliner.outline('/file', languageId, unindent(code));
  expect(outline && render(outline)).toBe(unindent(expected));
}

/** `name(parameters) -> type < bases # doc`, then `by: names it uses`, each with `()` where it is called. */
function render({ namespace, definitions, references }: FileOutline): string {
  const uses = Map.groupBy(references, ({ by }) => by);
  return [
    ...(namespace === undefined ? [] : [`namespace ${namespace}`]),
    ...definitions.map(({ name, parameters, type, bases, doc }) =>
      [
        parameters === undefined ? name : `${name}(${parameters})`,
        type === undefined ? '' : ` -> ${type}`,
        bases === undefined ? '' : ` < ${bases.join(', ')}`,
        doc === undefined ? '' : ` # ${doc}`,
      ].join(''),
    ),
    ...[...uses].map(([by, names]) => {
      const written = names.map(({ kind, name, on }) => {
        const full = on === undefined ? name : `${on}.${name}`;
        return kind === 'call' ? `${full}()` : full;
      });
      return `${by === undefined ? 'top' : definitions[by]!.name}: ${written.join(' ')}`;
    }),
  ].join('\n');
}
