import type { Cleaning } from './cleaning.ts';

/** Blanks at the ends of lines go, and at the end of all where the line ends there. */
export function trimEnd(text: string, { lineSuffix, linePrefix, language }: Cleaning): string {
  // In Markdown two blanks at the end of a line break it.
  const clean = language.kind === 'prose' ? text : text.replace(/[ \t]+(?=\n)/g, '');
  if (lineSuffix.trim() === '') return clean.trimEnd();
  return linePrefix.trim() === '' && clean.includes('\n')
    ? clean
    : clean.replace(/[ \t]+$/, (blanks) => (/\n[ \t]*$/.test(clean) ? blanks : blanks));
}
