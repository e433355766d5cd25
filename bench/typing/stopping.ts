// When a model that goes on writing is left: how much is read of what comes after the function that it was writing.
import { loadGrammar } from '../../scripts/lib/load-grammar.ts';
import { requestFromText } from '../../src/core/completion/request-from-text.ts';
import { stopEarly } from '../../src/core/completion/stop-early.ts';
import type { Definition } from '../../src/core/repository/outline.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import { createOutliner } from '../../src/worker/outline/create-outliner.ts';
import { createGrammars } from '../../src/worker/outline/grammars.ts';
import { median } from '../lib/statistics.ts';
import { shareText, table } from '../lib/table.ts';
import type { Scene } from './scenes.ts';
import type { TypedFile } from './source-files.ts';

export interface StoppingRow {
  readonly source: string;
  /** What the model is told stands below: all that does, or nothing, as at the end of a file that is being written. */
  readonly below: 'rest' | 'nothing';
  readonly functions: number;
  /** Lines that are not blank, read after the function's last one, where it was read to its end. */
  readonly linesPast: { readonly median: number; readonly max: number };
  /** Shares of the functions. */
  readonly atMostOnePast: number;
  readonly leftTooEarly: number;
}

/** Of a bundle's one function of a thousand lines nothing can be learned. */
const LONGEST = 60;
const MAX_FUNCTIONS = 300;
/** So far is looked, in lines. */
const MOST_PAST = 30;
/** What a token is at most. */
const PIECE = 4;

export async function measureStopping(source: string, scene: Scene): Promise<readonly StoppingRow[]> {
  const outliner = createOutliner({ grammars: createGrammars(loadGrammar) });
  const functions: { readonly file: TypedFile; readonly definition: Definition }[] = [];
  for (const file of scene.held) {
    const outline = await outliner.outline(file.path, languageIdForPath(file.path) ?? 'generic', file.text);
    for (const definition of outline?.definitions ?? []) {
      const lines = definition.endLine - definition.line;
      const isFunction = definition.kind === 'function' || definition.kind === 'method';
      if (isFunction && lines >= 2 && lines <= LONGEST) functions.push({ file, definition });
    }
  }
  outliner.dispose();
  const step = Math.max(1, functions.length / MAX_FUNCTIONS);
  const drawn = functions.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  return (['rest', 'nothing'] as const).map((below) => {
    const past = drawn
      .map(({ file, definition }) => linesPast(file, definition, below))
      .filter((each) => each !== undefined);
    const whole = past.filter((lines) => lines >= 0);
    return {
      source,
      below,
      functions: past.length,
      linesPast: { median: median(whole), max: Math.max(0, ...whole) },
      atMostOnePast: whole.filter((lines) => lines <= 1).length / Math.max(1, past.length),
      leftTooEarly: 1 - whole.length / Math.max(1, past.length),
    };
  });
}

/** Lines with something in them that were read after the function's end; negative where it was left before. */
function linesPast(
  { path, text }: TypedFile,
  { line, endLine }: Definition,
  below: StoppingRow['below'],
): number | undefined {
  const lines = text.split('\n');
  // Behind the head, wherever that ends: on the line that opens the body.
  const head = lines.findIndex((each, at) => at >= line && at < endLine && /[{:]\s*$/.test(each));
  if (head < 0) return undefined;
  const before = lines.slice(0, head + 1).join('\n');
  const written = lines.slice(head + 1).join('\n');
  const after = below === 'rest' ? `\n${lines.slice(endLine + 1).join('\n')}` : '';
  const request = requestFromText({
    path: `/${path}`,
    languageId: languageIdForPath(path) ?? 'generic',
    text: before + after,
    offset: before.length,
    triggerKind: 'automatic',
    time: 0,
  });
  const isEnough = stopEarly(request, { maxLines: 0, extent: 'block' });
  const generated = `\n${written}`;
  const most = lines.slice(head + 1, endLine + 1 + MOST_PAST).join('\n').length;
  for (let end = PIECE; end < Math.min(most, generated.length); end += PIECE) {
    if (!isEnough(generated.slice(0, end))) continue;
    const read = generated.slice(0, end).split('\n').slice(1, -1);
    const length = endLine - head;
    return read.length < length ? -1 : read.slice(length).filter((each) => each.trim() !== '').length;
  }
  // It was not left at all.
  return lines.slice(endLine + 1, endLine + 1 + MOST_PAST).filter((each) => each.trim() !== '').length;
}

export function stoppingReport(rows: readonly StoppingRow[]): string {
  const body = rows.map(({ source, below, functions, linesPast: past, atMostOnePast, leftTooEarly }) => [
    `${source}, ${below === 'rest' ? 'code below' : 'nothing below'}`,
    String(functions),
    String(past.median),
    String(past.max),
    shareText(atMostOnePast),
    shareText(leftTooEarly),
  ]);
  const head = ['', 'functions', 'lines past the end, median', 'most', 'at most one', 'left too early'];
  return `A scripted model that writes a function's body and then goes on with what stands below it in the file: lines that
are not blank, read after the function's end before the model was left.\n\n${table(head, body)}`;
}
