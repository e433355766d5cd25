/** A place in the workspace, as an answer names it; nothing has looked whether there is such a place. */
export type Place =
  /** `path` with `/`, as it was written; `line` zero-based. */
  | { readonly kind: 'file'; readonly path: string; readonly line: number | undefined }
  /** `Loan.isOverdue`, `Loan::isOverdue`, `isOverdue`. */
  | { readonly kind: 'symbol'; readonly name: string };

/** `src/loans.ts`, `loans.ts:12`, `src/loans.ts:10-24`; or a name. `undefined` for all else. */
export function readPlace(text: string): Place | undefined {
  const place = text.trim();
  if (/[\p{Cc}\p{Cf}]/u.test(place) || /^[a-z][a-z\d+.-]+:\/\//i.test(place)) return undefined;
  const [, path = '', line] = /^(.+?)(?::(\d+)(?:[-–:]\d+)?)?$/.exec(place) ?? [];
  if (line !== undefined || path.includes('/') || FILE.test(path)) {
    return { kind: 'file', path, line: line === undefined ? undefined : Math.max(0, Number(line) - 1) };
  }
  return NAME.test(place) ? { kind: 'symbol', name: place } : undefined;
}

/** Kinds of file that stand in repositories: so that `Loan.isOverdue` is none. */
const FILE =
  /^\S+\.(?:[cm]?[jt]sx?|py|pyi|go|rs|java|cs|[ch]|cc|cpp|hpp|rb|php|kt|swift|sh|sql|jsonc?|ya?ml|toml|md|css|html|txt|xml)$/i;
const NAME = /^[\p{L}_$][\p{L}\p{N}_$]*(?:(?:\.|::|#)[\p{L}_$][\p{L}\p{N}_$]*)*$/u;
