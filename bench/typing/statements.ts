// Where a line has been begun: is what is shown of an answer the statement, no more and no less?
import { requestFromText } from '../../src/core/completion/request-from-text.ts';
import { decideExtent } from '../../src/core/completion/decide-extent.ts';
import { postProcess } from '../../src/core/completion/post-process.ts';
import { stopEarly } from '../../src/core/completion/stop-early.ts';
import { indentWidth } from '../../src/core/syntax/indentation.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import { shareText, table } from '../lib/table.ts';
import type { Place } from './places.ts';
import type { Scene } from './scenes.ts';

export interface StatementRow {
  readonly source: string;
  /** What the model is told stands below: what comes after the statement, or nothing. */
  readonly below: 'rest' | 'nothing';
  /** Of the statements: those that end on their line, and those that go on below it. */
  readonly lines: 'one' | 'several';
  readonly statements: number;
  /** Shares of the statements. */
  readonly exact: number;
  readonly less: number;
  readonly more: number;
}

/** What a model has to say at most, in UTF-16 units behind the statement. */
const MOST_AFTER = 3000;
/** What a token is at most. */
const PIECE = 4;

export function measureStatements(source: string, scene: Scene): readonly StatementRow[] {
  return (['rest', 'nothing'] as const).flatMap((below) => {
    const judged = scene.places.map((place) => judge(place, below)).filter((each) => each !== undefined);
    return (['one', 'several'] as const).map((lines) => {
      const verdicts = judged.filter((each) => each.lines === lines).map((each) => each.verdict);
      const share = (verdict: Verdict): number =>
        verdicts.filter((each) => each === verdict).length / Math.max(1, verdicts.length);
      const shares = { exact: share('exact'), less: share('less'), more: share('more') };
      return { source, below, lines, statements: verdicts.length, ...shares };
    });
  });
}

type Verdict = 'exact' | 'less' | 'more' | 'other';

/** The model writes what stands in the file, and goes on with what stands below; `undefined` where no line has been begun. */
function judge(
  { file, offset, line }: Place,
  below: StatementRow['below'],
): { readonly lines: StatementRow['lines']; readonly verdict: Verdict } | undefined {
  const lines = file.text.split('\n');
  const last = lastLineOf(lines, line);
  const end = lines.slice(0, last + 1).join('\n').length;
  const before = file.text.slice(0, offset);
  if (before.slice(before.lastIndexOf('\n') + 1).trim() === '') return undefined;
  const request = requestFromText({
    path: `/${file.path}`,
    languageId: languageIdForPath(file.path) ?? 'generic',
    text: before + (below === 'rest' ? file.text.slice(end) : ''),
    offset,
    triggerKind: 'automatic',
    time: 0,
  });
  if (request.place !== 'code') return undefined;
  const limits = { maxLines: 0, extent: decideExtent(request, 0) };
  const isEnough = stopEarly(request, limits);
  const generated = file.text.slice(offset, end + MOST_AFTER);
  let read = PIECE;
  while (read < generated.length && !isEnough(generated.slice(0, read))) read += PIECE;
  const shown = postProcess({ text: generated.slice(0, read), endsLine: undefined }, request, limits);
  const verdict = compare(shown.kind === 'text' ? shown.insertText : undefined, file.text.slice(offset, end));
  return { lines: last > line ? 'several' : 'one', verdict };
}

/** But for blanks at line ends and what only closes: whose that is, is another question. */
function compare(shown: string | undefined, wanted: string): Verdict {
  const plain = (text: string): string =>
    text
      .replaceAll(/[ \t]+$/gm, '')
      .trim()
      .replace(/[;,:\s)\]}]+$/, '');
  if (shown === undefined) return 'other';
  const [is, should] = [plain(shown), plain(wanted)];
  if (is === should) return 'exact';
  return should.startsWith(is) ? 'less' : is.startsWith(should) ? 'more' : 'other';
}

/**
 * Of the statement that the line begins, by indentation alone, so that the judge is another than the judged: deeper lines
 * belong to it, and at its own depth what closes it and its other branches.
 */
function lastLineOf(lines: readonly string[], first: number): number {
  const base = indentWidth(lines[first]!);
  let last = first;
  for (let at = first + 1; at < lines.length; at++) {
    const line = lines[at]!;
    const isNext = at === last + 1;
    if (line.trim() === '') {
      // A blank line parts statements, but not those of a body.
      if (last === first && isNext && !/[{([:]\s*$/.test(lines[first]!)) break;
      continue;
    }
    const width = indentWidth(line);
    const closes = /^\s*[)\]}]/.test(line) && (last > first || /[{([]\s*$/.test(lines[first]!));
    const isBranch = isNext && /^\s*(?:else|elif|except|catch|finally|end)\b/.test(line);
    const goesOn = isNext && /^\s*(?:\?\.|\.(?!\.)|&&|\|\|)/.test(line);
    const isBrace = isNext && /^\s*\{/.test(line) && !/[;,{}]\s*$/.test(lines[last]!);
    if (width < base || (width === base && !closes && !isBranch && !goesOn && !isBrace)) break;
    last = at;
  }
  return last;
}

export function statementsReport(rows: readonly StatementRow[]): string {
  const body = rows.map(({ source, below, lines, statements, exact, less, more }) => [
    `${source}, ${below === 'rest' ? 'code below' : 'nothing below'}, ${lines === 'one' ? 'one line' : 'several lines'}`,
    String(statements),
    shareText(exact),
    shareText(less),
    shareText(more),
  ]);
  const head = ['', 'statements', 'exact', 'less', 'more'];
  return `A scripted model that writes the rest of a statement that has been begun, and then goes on with what stands below it
in the file: whether what is shown is the statement.\n\n${table(head, body)}`;
}
