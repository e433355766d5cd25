/**
 * Reads code, or where a link leads, as a place in the workspace: `src/loans.ts`, `loans.ts:12`, `src/loans.ts:10-24`,
 * `src/loans.ts#L12`; or as a name that the index may know: `Loan.isOverdue`, `isOverdue()`. `undefined` for all else. It
 * says nothing of whether there is such a place: the host looks.
 */
export function readPlace(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const [, path = '', afterColon, afterHash] = FILE.exec(text) ?? [];
  const line = afterColon ?? afterHash;
  if (EXTENSION.test(path) || (path.includes('/') && line !== undefined)) {
    return line === undefined ? path : `${path}:${line}`;
  }
  return MEMBER.test(text) || CALL.test(text) ? text.replace(/\(\)$/, '') : undefined;
}

const LONGEST = 300;

const FILE = /^((?:\.{0,2}\/)?(?:[\w@.+()[\]-]+\/)*[\w@.+[\]-]+)(?::(\d+(?:[-–:]\d+)?)|#L(\d+)(?:-L?\d+)?)?$/;
/** Kinds of file that people keep in a repository: so that `node.js` and `e.g` are no places. */
const EXTENSION =
  /\/[^/]*\.[a-z]\w{0,9}$|^[^/]+\.(?:[cm]?[jt]sx?|py|go|rs|java|cs|[ch]|cc|cpp|hpp|rb|php|kt|swift|sh|sql|json|ya?ml|toml|md|css|html)$/i;
/** A type and its member: with a capital, so that `console.log` is none. */
const MEMBER = /^[A-Z][\w$]*(?:(?:\.|::|#)[A-Za-z_$][\w$]*)+(?:\(\))?$/;
const CALL = /^[A-Za-z_$][\w$]*\(\)$/;
