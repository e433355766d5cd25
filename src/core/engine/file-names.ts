import type { Vocabulary } from './vocabulary.ts';

/** Known names that the file's own name suggests: `user-store.ts` has `userStore`, `UserStore` and `user_store` in it. */
export function fileNames(path: string, vocabulary: Vocabulary): ReadonlySet<number> {
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '');
  const pascal = stem.replaceAll(/(?:^|[-_])([a-zA-Z])/g, (_, letter: string) => letter.toUpperCase());
  const camel = pascal.slice(0, 1).toLowerCase() + pascal.slice(1);
  const names = [stem, pascal, camel, stem.replaceAll('-', '_')];
  return new Set(names.map((name) => vocabulary.find(name)).filter((id) => id >= 0));
}
