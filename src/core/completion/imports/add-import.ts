import type { TextEdit } from '../../text/text-edit.ts';
import { isNamed } from './is-named.ts';
import { placeGoImport } from './place-go-import.ts';
import { placeJavaImport } from './place-java-import.ts';
import { placePythonImport } from './place-python-import.ts';
import { placeRustImport } from './place-rust-import.ts';
import { placeScriptImport } from './place-script-import.ts';
import type { NeededImport } from './needed-import.ts';

/** Imports stand at the top; a head that is longer than this is none that a person wrote. */
const LONGEST_HEAD = 32_000;

type Place = (head: string, needed: NeededImport, text: string) => TextEdit;

const PLACES: Readonly<Record<string, Place>> = {
  typescript: placeScriptImport,
  typescriptreact: placeScriptImport,
  javascript: placeScriptImport,
  javascriptreact: placeScriptImport,
  python: placePythonImport,
  java: placeJavaImport,
  go: placeGoImport,
  rust: placeRustImport,
};

/**
 * Where and how the import is written into the text, in the text's own style: an insertion, nothing is replaced.
 * `undefined` where the name is imported already, and for a language without rules. Line ends are those of the text.
 */
export function addImport(text: string, needed: NeededImport): TextEdit | undefined {
  const place = PLACES[needed.languageId];
  if (place === undefined) return undefined;
  const usesReturns = text.includes('\r\n');
  // All rules are for `\n`; offsets are put back in the end.
  const plain = usesReturns ? text.replaceAll('\r\n', '\n') : text;
  const head = plain.slice(0, LONGEST_HEAD);
  if (isNamed(head, needed)) return undefined;
  const edit = place(head, needed, plain);
  if (!usesReturns) return edit;
  return {
    ...edit,
    offset: offsetWithReturns(text, edit.offset),
    insertText: edit.insertText.replaceAll('\n', '\r\n'),
  };
}

/** Of the same place in a text that may have some of its line ends as `\r\n`. */
function offsetWithReturns(text: string, plainOffset: number): number {
  let offset = 0;
  for (let left = plainOffset; left > 0; left--) offset += text.startsWith('\r\n', offset) ? 2 : 1;
  return offset;
}
