import { Edit, Parser } from 'web-tree-sitter';
import { loadGrammar } from '../../scripts/lib/load-grammar.ts';
import { createGrammars } from '../../src/worker/outline/grammars.ts';
import { median } from '../lib/statistics.ts';
import { randomNumbers } from '../typing/random.ts';
import type { Source } from './sources.ts';

export interface Reparse {
  /** Medians. */
  readonly reparseMs: number;
  readonly fullMs: number;
  readonly lines: number;
}

const LINES = 5_000;
const EDITS = 200;
const FULL_PARSES = 7;

/** A character typed into a word and taken away again, in 5,000 lines of the folder's; against parsing them anew. */
export async function measureReparse(sources: readonly Source[]): Promise<Reparse> {
  const grammar = commonest(sources.map((source) => source.grammar));
  const language = await createGrammars(loadGrammar).get(grammar);
  if (!language) throw new Error(`the grammar ${grammar} did not load`);
  let text = '';
  for (const source of sources) {
    if (source.grammar === grammar) text += `${source.text}\n`;
    if (lineCount(text) >= LINES) break;
  }
  const parser = new Parser().setLanguage(language);
  const fullMs: number[] = [];
  for (let i = 0; i < FULL_PARSES; i++) {
    const started = performance.now();
    parser.parse(text)!.delete();
    fullMs.push(performance.now() - started);
  }
  const random = randomNumbers('reparse');
  let tree = parser.parse(text)!;
  const reparseMs: number[] = [];
  const press = (at: number, isBack: boolean): void => {
    const row = lineCount(text.slice(0, at)) - 1;
    const column = at - (text.lastIndexOf('\n', at - 1) + 1);
    text = isBack ? text.slice(0, at) + text.slice(at + 1) : `${text.slice(0, at)}x${text.slice(at)}`;
    const [oldLength, newLength] = isBack ? [1, 0] : [0, 1];
    const started = performance.now();
    tree.edit(
      new Edit({
        startIndex: at,
        oldEndIndex: at + oldLength,
        newEndIndex: at + newLength,
        startPosition: { row, column },
        oldEndPosition: { row, column: column + oldLength },
        newEndPosition: { row, column: column + newLength },
      }),
    );
    const next = parser.parse(text, tree)!;
    reparseMs.push(performance.now() - started);
    tree.delete();
    tree = next;
  };
  for (let i = 0; i < EDITS / 2; i++) {
    const at = wordAfter(text, Math.floor(random() * text.length));
    press(at, false);
    press(at, true);
  }
  tree.delete();
  parser.delete();
  return { reparseMs: median(reparseMs), fullMs: median(fullMs), lines: lineCount(text) };
}

/** Inside the next word, or where the text begins. */
function wordAfter(text: string, from: number): number {
  const match = /\w\w/.exec(text.slice(from));
  return match ? from + match.index + 1 : 0;
}

function commonest(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]![0];
}

function lineCount(text: string): number {
  return text.split('\n').length;
}
