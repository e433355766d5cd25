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
  const isFile = line !== undefined || path.includes('/') || /^[^\s(]*\.[a-z]\w{0,9}$/.test(path);
  if (isFile && !NAME.test(path)) return file(path, line);
  if (NAME.test(place))
    return isFile && /^[a-z].*\.[a-z]{1,5}$/.test(path) ? file(path, line) : { kind: 'symbol', name: place };
  return undefined;
}

/** With `.` it may also be a file: `loans.ts` is one, `Loan.isOverdue` is none. */
const NAME = /^[\p{L}_$][\p{L}\p{N}_$]*(?:(?:\.|::|#)[\p{L}_$][\p{L}\p{N}_$]*)*$/u;

function file(path: string, line: string | undefined): Place {
  return { kind: 'file', path, line: line === undefined ? undefined : Math.max(0, Number(line) - 1) };
}
