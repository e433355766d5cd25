import { ContextIndex } from '../../src/core/context/context-index.ts';
import { askQuestion } from '../../src/core/context/question.ts';
import type { Draft } from '../../src/core/context/draft.ts';
import type { Question } from '../../src/core/context/retriever.ts';
import type { FileOutline } from '../../src/core/repository/outline.ts';
import { RepositoryOutline } from '../../src/core/repository/repository-outline.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import { outliner } from '../worker/outline/check-outline.ts';

/** Name → source. The first is the open one, with its cursor `█`; without one it is at the end. */
export type Files = Readonly<Record<string, string>>;

export interface OpenFile {
  readonly outline: FileOutline;
  readonly text: string;
  readonly offset: number;
  readonly index: ContextIndex;
}

export async function openFile(files: Files): Promise<OpenFile> {
  const [[path, marked], ...others] = Object.entries(files) as [[string, string], ...[string, string][]];
  const offset = marked.includes('█') ? marked.indexOf('█') : marked.length;
  const text = marked.replace('█', '');
  const index = new ContextIndex(new RepositoryOutline());
  const outline = (await outliner.outline(path, languageIdForPath(path)!, text))!;
  for (const [file, source] of others) {
    const other = await outliner.outline(file, languageIdForPath(file)!, source);
    if (other) index.repository.set(other);
    index.set(file, source);
  }
  return { outline, text, offset, index };
}

export async function questionOf(
  files: Files,
  openFiles: readonly string[] = [],
  recentEdits: readonly string[] = [],
  draft?: Draft,
): Promise<Question> {
  const { index, ...open } = await openFile(files);
  return askQuestion({ ...open, openFiles, recentEdits, draft }, index);
}
