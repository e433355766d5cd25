import type { CompletionRequest } from '../request.ts';
import type { Cleaning, Nothing } from './cleaning.ts';

/** Shorter texts say nothing about what was unwanted. */
const TELLING = 4;

/** Not again what was turned down, deleted or undone a moment ago; who asks for it gets it. */
export function refuseUnwanted(text: string, { request, limits }: Cleaning): string | Nothing {
  if (request.triggerKind === 'invoked') return text;
  const offered = plain(text);
  if (limits.rejected?.some((rejected) => plain(rejected) === offered)) return { nothing: 'rejected-before' };
  return isBackAgain(text, limits.deleted ?? [], request) ? { nothing: 'just-deleted' } : text;
}

/** Whether the text is one of those that were deleted, with no more than closers behind it; never for who asks. */
export function isBackAgain(
  text: string,
  deleted: readonly string[],
  { triggerKind }: Pick<CompletionRequest, 'triggerKind'>,
): boolean {
  if (triggerKind === 'invoked') return false;
  const offered = plain(text);
  return deleted.map(plain).some((gone) => {
    if (gone.replace(/[^\p{L}\p{N}_]/gu, '').length < TELLING) return false;
    return offered.startsWith(gone) && /^[\s)\]};,]*$/.test(offered.slice(gone.length));
  });
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
