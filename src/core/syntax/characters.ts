/** Tests on UTF-16 code units, shared by the lexer and everything that looks around a cursor. */

/** Exactly what `\s` matches. */
export function isBlank(code: number): boolean {
  if (code <= 32) return code === 32 || (code >= 9 && code <= 13);
  if (code < 160) return false;
  return (
    code === 0xa0 ||
    code === 0xfeff ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/**
 * Letters, `_`, `$`, and everything beyond ASCII that is not blank: no table of letters is needed. Like all of these,
 * false for the NaN that `charCodeAt` gives beyond a text's end.
 */
export function isIdentifierStart(code: number): boolean {
  const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return isLetter || code === 95 || code === 36 || (code >= 128 && !isBlank(code));
}

export function isIdentifierPart(code: number): boolean {
  return isIdentifierStart(code) || isDigit(code);
}
