import type { Cleaning } from './cleaning.ts';

const NAME = String.raw`[\w@.-]+(?:[\\/][\w@.-]+)*\.\w{1,8}`;
const MARK = String.raw`(?://+|#+|--+|;+|%|/\*+|<!--|"""|=+|\*+)`;

/** Lines by which models begin another file: a label with a path, or a comment that is nothing but a path. */
const LABELLED = new RegExp(
  String.raw`^\s*(?:${MARK}\s*)?(?:FILE|File|file|filename|Filename|path|Path|PATH)\s*:\s*${NAME}\s*(?:\*/|-->|=+|\*+)?\s*$`,
);
const BARE = new RegExp(String.raw`^(?://+|#+|--|/\*+|<!--)\s*[\w@.-]+(?:/[\w@.-]+)+\.\w{1,8}\s*(?:\*/|-->)?$`);
const DIFF = /^(?:diff --git |index [0-9a-f]{7,}\.\.|@@ -\d+,\d+ \+\d+|(?:---|\+\+\+) [ab]\/)/;

export function cutAtNextFile(text: string, { language }: Cleaning): string {
  if (language.kind === 'prose' || !text.includes('\n')) return text;
  const lines = text.split('\n');
  const next = lines.findIndex((line, i) => i > 0 && (LABELLED.test(line) || BARE.test(line) || DIFF.test(line)));
  return next < 0 ? text : lines.slice(0, next).join('\n');
}
