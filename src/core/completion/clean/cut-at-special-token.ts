import { type Cleaning, nextLine } from './cleaning.ts';
import { lexAtCursor } from './lex-at-cursor.ts';

/** Control tokens of the families that are in use, however their names are: none of these shapes is code. */
const TOKEN =
  /<\|[\w /▁.-]{1,40}\|>|<｜[^｜\n]{1,40}｜>|<(?:fim_(?:prefix|suffix|middle|pad)|file_sep|repo_name|endoftext|(?:jupyter|commit|issue|gh)_\w{2,20}|EOT|EOD|eos|bos|PRE|SUF|MID|end_of_turn|start_of_turn|filename|reponame|\/?s)>|\[\/?(?:INST|PREFIX|SUFFIX|MIDDLE)\]|▁<(?:PRE|SUF|MID|EOT)>/;
const TOKENS = new RegExp(TOKEN, 'g');

/** Tokens that frame the answer go, and what follows the first one behind it belongs to something else. */
export function cutAtSpecialToken(text: string, at: Cleaning): string {
  if (!/[<[▁]/.test(text)) return text;
  let rest = text;
  for (;;) {
    const framed = rest.replace(/^\s*/, '');
    const first = TOKEN.exec(framed);
    if (first?.index !== 0 || isContent(first[0], 0, framed, at)) break;
    rest = framed.slice(first[0].length);
  }
  for (const { 0: token, index } of rest.matchAll(TOKENS)) {
    if (!isContent(token, index, rest, at)) return rest.slice(0, index);
  }
  return rest;
}

/** Quoted, as in a file about tokens, or the tag that HTML has of the same name. */
function isContent(token: string, index: number, text: string, at: Cleaning): boolean {
  if (/^<\/?s>$/.test(token)) {
    const above = at.request.before + text.slice(0, index);
    return above.lastIndexOf('<s>') > above.lastIndexOf('</s>') || /<s [^>]*>[^<]*$/.test(above.slice(-200));
  }
  const end = index + token.length;
  if (/['"`]/.test(text[index - 1] ?? '') && text[end] === text[index - 1]) return true;
  const line = lexAtCursor(text, at).find(({ start, text: each }) => start <= index && index < start + each.length);
  const around = line?.tokens.find(({ start, end: to }) => line.start + start <= index && end <= line.start + to);
  if (line === undefined || around?.class !== 'string') return false;
  // A string that goes on behind the token was meant to hold it; one that ends with it was cut off by it.
  const isClosed = /['"`]$/.test(line.text.slice(around.start, around.end)) && line.start + around.end > end;
  return isClosed || (text.slice(end).trim() !== '' && nextLine(at)?.includes(token) === true);
}
