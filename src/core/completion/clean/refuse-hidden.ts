import { findHidden } from '../../safety/find-hidden.ts';
import { codePlaces } from '../../syntax/code-places.ts';
import type { Cleaning, Nothing } from './cleaning.ts';

// oxlint-disable-next-line no-control-regex -- it is what this is about.
const ANY = /[^\t\n\x20-\x7E]/;

/** A text that would read differently from what runs, and noise, is not shown at all: nothing is taken out of it in silence. */
export function refuseHidden(text: string, at: Cleaning): string | Nothing {
  return ANY.test(text) && hides(text, at) ? { nothing: 'hidden-characters' } : text;
}

/** Letters and signs that the document is written with are its own. */
function hides(text: string, { request, linePrefix, lineState }: Cleaning): boolean {
  const isCode = codePlaces(linePrefix + text, request.languageId, lineState);
  const found = findHidden(text, (offset) => request.place === 'code' && isCode(linePrefix.length + offset));
  return found.some(({ offset, kind }) => {
    if (!kind.startsWith('disguised')) return true;
    return !request.before.includes(String.fromCodePoint(text.codePointAt(offset)!));
  });
}
