/** One thing that a review found. */
export interface Finding {
  /** Zero-based, within the file. */
  readonly line: number;
  readonly text: string;
}

/** The lines `LINE: what goes wrong` of a review's answer, as models write them; what names no line is left out. */
export function readFindings(answer: string, lineCount: number): readonly Finding[] {
  return answer.split('\n').flatMap((line) => {
    const found = FINDING.exec(line.trim());
    if (!found) return [];
    const number = Number(found[1]);
    const text = found[2]!.replaceAll(/\*\*|__|`/g, '').trim();
    if (text === '' || number < 1 || number > lineCount) return [];
    return [{ line: number - 1, text }];
  });
}

/** `12: …`, `- **Line 12**: …`, `L12-14: …`, `src/a.ts:12: …`. */
const FINDING =
  /^(?:[-*+]\s+|\d+[.)]\s+)?[*_`[(]*(?:[\w./-]+\.\w+:)?(?:lines?\s*:?\s*|L)?(\d{1,6})(?:\s*[-–]\s*L?\d+)?(?::\d+)?[*_`\])]*\s*[:–—-]\s*(.*)$/i;
