import type { Cleaning, Nothing } from './cleaning.ts';

/** Shorter texts say nothing about what was unwanted. */
const TELLING = 4;

/** Not again what was turned down, deleted or undone a moment ago; who asks for it gets it. */
export function refuseUnwanted(text: string, { request, limits }: Cleaning): string | Nothing {
  if (request.triggerKind === 'invoked') return text;
  const offered = plain(text);
  if (limits.rejected?.some((rejected) => plain(rejected) === offered)) return { nothing: 'rejected-before' };
  const isBack = (deleted: string): boolean => {
    const gone = plain(deleted);
    if (gone.replace(/\W/g, '').length < TELLING) return false;
    return offered === gone || (offered.startsWith(gone) && /^[\s)\]};,]*$/.test(offered.slice(gone.length)));
  };
  return limits.deleted?.some(isBack) ? { nothing: 'just-deleted' } : text;
}

/** Without indentation, blanks at line ends, blank lines at the ends, and tokens that are no text. */
function plain(text: string): string {
  return text
    .replace(/<\|[\w ]{1,40}\|>|<\/s>/g, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .join('\n')
    .trim();
}
