import type { IndexReport } from './index-repository.ts';

/** What a person should know of a run: one line for each kind of problem. */
export function indexProblems({ walk, unreadableFiles, isCut, files }: IndexReport): readonly string[] {
  const problems = walk.missing.map((root) => `Sotto cannot index ${root}: there is no such folder`);
  const unreadable = [...walk.unreadable, ...unreadableFiles];
  if (unreadable.length > 0) {
    const others = unreadable.length > 1 ? ` and ${unreadable.length - 1} more` : '';
    problems.push(`Sotto may not read ${unreadable[0]}${others}; suggestions do not know what is in there`);
  }
  if (isCut) {
    problems.push(
      `Sotto reads ${files.toLocaleString('en')} source files of this folder, and knows the definitions of open folders only`,
    );
  }
  return problems;
}
