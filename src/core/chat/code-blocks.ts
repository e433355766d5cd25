import { markdownBlocks } from './markdown-blocks.ts';

export interface CodeBlock {
  /** As written after the fence, in small letters; empty where there is none. */
  readonly language: string;
  readonly text: string;
  /** Which file the model says that it is of or for. Only a suggestion: nothing has looked whether it exists. */
  readonly path?: string;
}

/** The fenced blocks of a turn, in the order in which the view counts them (`block` of a `code` message). */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  return markdownBlocks(markdown).flatMap((block) =>
    block.kind === 'code' ? [{ ...readInfo(block.info, block.text), text: block.text }] : [],
  );
}

/**
 * Language and path out of what follows a fence: `ts`, `ts src/loans.ts`, `ts:src/loans.ts`, `ts title="src/loans.ts"`,
 * `src/loans.ts`; the path also from a first line that is a comment with nothing else in it.
 */
export function readInfo(info: string, text: string): { readonly language: string; readonly path?: string } {
  const [first = '', ...rest] = info.split(/\s+/);
  const [word, after] = splitAt(first, ':');
  const named = /(?:title|path|file|filename|filepath)=["']?([^"'\s}]+)/i.exec(info)?.[1];
  const path = [named, after, rest[0], word, firstLinePath(text)].find((text) => text !== undefined && isPath(text));
  const language = isPath(word) && path === word ? extension(word) : word.replace(/[{,].*$/, '');
  return { language: language.toLowerCase(), ...(path === undefined ? {} : { path }) };
}

function firstLinePath(text: string): string | undefined {
  const end = text.indexOf('\n');
  const line = end < 0 ? text : text.slice(0, end);
  if (line.length > 300) return undefined;
  return /^\s*(?:\/\/|#|--|\/\*|<!--)\s*(?:file(?:path|name)?:\s*)?(\S+?)\s*(?:\*\/|-->)?\s*$/i.exec(line)?.[1];
}

/** `c++` and `objective-c` are none; `loans.ts`, `src/loans.ts` and `src/Makefile` are. */
function isPath(text: string): boolean {
  return text.length <= 300 && /^(?:[\w@.+()[\]-]+\/)*[\w@.+()[\]-]+$/.test(text) && /\/|\.[a-z]\w*$/i.test(text);
}

function extension(path: string): string {
  return /\.(\w+)$/.exec(path)?.[1] ?? '';
}

function splitAt(text: string, sign: string): readonly [string, string | undefined] {
  const at = text.indexOf(sign);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
