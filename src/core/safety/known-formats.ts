import type { Finding } from './finding.ts';
import { isExample, isHarmless } from './harmless-values.ts';
import { looksRandom } from './random-text.ts';
import { SECRET_FORMATS, type SecretFormat } from './secret-formats.ts';

/**
 * Secrets that show what they are: services give their keys a prefix so that scanners find them. One pass finds the
 * places where a token may begin; only there the few formats with that first letter are tried. What was matched is not
 * looked at again, and what did not match failed within the format's least length, so the time is linear.
 */
export function findKnownFormats(text: string): Finding[] {
  const findings: Finding[] = [];
  for (let at = 0; at < text.length;) {
    if (!isAlphanumeric(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const begin = behindEscape(text, at);
    const match = formatAt(text, begin);
    if (match === undefined) {
      while (isAlphanumeric(text.charCodeAt(at))) at++;
      continue;
    }
    at = match.end;
    const isSecret = isPlausible(match.format, text.slice(begin + match.format.prefix.length, at));
    if (isSecret) findings.push({ start: begin, end: at, kind: match.format.kind });
  }
  return findings;
}

function formatAt(text: string, at: number): { readonly format: SecretFormat; readonly end: number } | undefined {
  const formats = FORMATS_BY_START.get(text.charCodeAt(at) * 128 + (text.charCodeAt(at + 1) & 127));
  if (formats === undefined) return undefined;
  for (const format of formats) {
    if (!text.startsWith(format.prefix, at)) continue;
    if (format.whole === true && at > 0 && JOINS.has(text.charCodeAt(at - 1))) continue;
    format.rest.lastIndex = at + format.prefix.length;
    if (format.rest.test(text)) return { format, end: format.rest.lastIndex };
  }
  return undefined;
}

/** `\nghp_…` in a string literal, `%20ghp_…` in a URL: where the word without the escape begins. */
function behindEscape(text: string, at: number): number {
  const before = at === 0 ? 0 : text.charCodeAt(at - 1);
  if (before === BACKSLASH && /[nrt]/.test(text[at]!)) return at + 1;
  return before === PERCENT && /^[\dA-Fa-f]{2}/.test(text.slice(at, at + 2)) ? at + 2 : at;
}

const BACKSLASH = 92;
const PERCENT = 37;
const JOINS: ReadonlySet<number> = new Set([45, 95]);

function isPlausible(format: SecretFormat, rest: string): boolean {
  if (isExample(rest) || !/[\dA-Z]/.test(rest)) return false;
  return format.weak !== true || (looksRandom(rest, 16) && !isHarmless(rest));
}

/** A table, as this is asked of every character; false behind the end of the text. */
function isAlphanumeric(code: number): boolean {
  return code < 128 && ALPHANUMERIC[code] === 1;
}

const ALPHANUMERIC = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(/[A-Za-z\d]/.test(String.fromCharCode(code))),
);

/** By the codes of the first two characters; a format that comes earlier in the table wins. */
const FORMATS_BY_START: ReadonlyMap<number, readonly SecretFormat[]> = byStart();

function byStart(): ReadonlyMap<number, readonly SecretFormat[]> {
  const table = new Map<number, SecretFormat[]>();
  for (const format of SECRET_FORMATS) {
    const first = format.prefix.charCodeAt(0) * 128;
    const seconds =
      format.prefix.length > 1 ? [format.prefix.charCodeAt(1)] : Array.from({ length: 128 }, (_, code) => code);
    for (const second of seconds) table.set(first + second, [...(table.get(first + second) ?? []), format]);
  }
  return table;
}
