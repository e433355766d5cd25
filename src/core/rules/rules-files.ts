/**
 * Where a project says how its code is written, for a file of it: paths within the workspace folder, `/` between the parts.
 * Of each list the first one that is there counts; the lists come most important first. `file` is `undefined` where the
 * question is about none.
 *
 * As the tools read them that the names come from: of AGENTS.md and CLAUDE.md the nearest one at or above the file comes
 * before the folder's own (agents.md); the others lie at the root alone.
 */
export function rulesFilesFor(file: string | undefined): readonly (readonly string[])[] {
  const folders = foldersOf(file);
  const nearest = (name: string): readonly string[] => folders.map((folder) => `${folder}/${name}`);
  return [
    nearest('AGENTS.md'),
    nearest('CLAUDE.md'),
    ['AGENTS.md'],
    ['CLAUDE.md', '.claude/CLAUDE.md'],
    ['.github/copilot-instructions.md'],
    ['.cursorrules'],
    ['CONVENTIONS.md'],
  ].filter((list) => list.length > 0);
}

/** Deeper than any project; each is a question to the disk. */
const MOST_FOLDERS = 32;

/** The nearest first, without the root. */
function foldersOf(file: string | undefined): readonly string[] {
  const parts = (file ?? '').split('/').slice(0, -1);
  return parts
    .map((_, index) => parts.slice(0, index + 1).join('/'))
    .toReversed()
    .slice(0, MOST_FOLDERS);
}
