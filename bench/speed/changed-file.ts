import { Parser } from 'web-tree-sitter';
import { loadGrammar } from '../../scripts/lib/load-grammar.ts';
import { ContextIndex } from '../../src/core/context/context-index.ts';
import { RepositoryOutline } from '../../src/core/repository/repository-outline.ts';
import { type FileStamp, updateOutline } from '../../src/worker/index-repository.ts';
import { createOutliner } from '../../src/worker/outline/create-outliner.ts';
import { createGrammars } from '../../src/worker/outline/grammars.ts';
import { randomNumbers } from '../typing/random.ts';
import { changeSomewhere, longFile, type LongFileLanguage } from './long-file.ts';
import type { Source } from './sources.ts';

/** Milliseconds that a file of 5,000 lines takes, by what is done with it. */
export interface ChangedFile {
  readonly languageId: LongFileLanguage;
  /** Parsing it, and nothing else. */
  readonly parseMs: readonly number[];
  /** From a text that was saved to an index that knows it, where it was not saved before. */
  readonly firstMs: readonly number[];
  /** The same of all further saves. */
  readonly againMs: readonly number[];
}

const LINES = 5_000;
const FILES = 6;
const SAVES = 20;

/** As the indexer does it, but for reading the file: with the index of a whole folder around it. */
export async function measureChangedFiles(sources: readonly Source[]): Promise<readonly ChangedFile[]> {
  const grammars = createGrammars(loadGrammar);
  const outliner = createOutliner({ grammars });
  const repository = new RepositoryOutline();
  const context = new ContextIndex(repository);
  const stamps = new Map<string, FileStamp>();
  const index = { repository, context, stamps, outliner };
  let clock = 0;
  const take = async (file: string, languageId: string, text: string, isAgain: boolean): Promise<number> => {
    const startMs = performance.now();
    await updateOutline(
      { file, languageId },
      { kind: 'text', text, bytes: text.length, modifiedMs: clock++ },
      index,
      isAgain,
    );
    return performance.now() - startMs;
  };
  for (const { file, languageId, text } of sources) await take(file, languageId, text, false);
  const measured: ChangedFile[] = [];
  for (const languageId of ['typescript', 'python'] as const) {
    const random = randomNumbers(`long ${languageId}`);
    const parser = new Parser().setLanguage((await grammars.get(languageId))!);
    const [parseMs, firstMs, againMs]: [number[], number[], number[]] = [[], [], []];
    for (let n = 0; n < FILES; n++) {
      const file = `/sotto-bench/long-${n}.${languageId}`;
      let text = longFile(languageId, LINES, random);
      await take(file, languageId, text, false);
      for (let save = 0; save < SAVES; save++) {
        text = changeSomewhere(text, languageId, random);
        const startMs = performance.now();
        parser.parse(text)!.delete();
        parseMs.push(performance.now() - startMs);
        (save === 0 ? firstMs : againMs).push(await take(file, languageId, text, true));
      }
    }
    parser.delete();
    measured.push({ languageId, parseMs, firstMs, againMs });
  }
  outliner.dispose();
  return measured;
}
