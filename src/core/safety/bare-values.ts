import type { Span } from './finding.ts';
import { isHarmless } from './harmless-values.ts';
import { looksLikePassword, looksRandom } from './random-text.ts';
import type { NameStrength } from './secret-names.ts';
import { isUserAndPassword, isUuid } from './secret-values.ts';

/**
 * The secret without quotes behind a name. In configuration it runs to the end of its line, and a password may be a weak
 * one; elsewhere (a URL's query, a connection string, code) it must look like no identifier and no expression.
 */
export function bareValueBehind(text: string, name: Span, strength: NameStrength): Span | undefined {
  for (const gap of GAPS) {
    gap.lastIndex = name.end;
    if (!gap.test(text)) continue;
    if (gap === BLANK_GAP && !isFollowedByValue(text, name)) return undefined;
    const start = gap.lastIndex;
    const length = secretLength(text, name, start, gap, strength);
    return length > 0 ? { start, end: start + length } : undefined;
  }
  return undefined;
}

/** NAME=VALUE, name: value, name => value, ${NAME:-value}, Authorization: Bearer VALUE */
const SIGN_GAP =
  /["'\]]{0,2}(?: is\b)?[ \t]{0,40}(?:=>|:=|:-|[=:](?![:=]))[ \t]{0,40}(?:(?:Bearer|Token|Basic|Bot|ApiKey|SSWS|token)[ \t]{1,3})?/y;
/** - name: NAME, and value: VALUE on the next line. */
const NEXT_LINE_GAP = /["']?[,;]?\s{1,60}["']?(?:value|Value)["']?[ \t]{0,8}[=:][ \t]{0,8}/y;
/** <name>value</name>, <string name="…">value</string>, <key>name</key><string>value</string> */
const XML_GAP = /["']?[ \t]{0,4}(?:<\/key>\s{0,20}<string)?>[ \t]{0,4}/y;
const BLANK_GAP = /[ \t]{1,8}/y;
const GAPS: readonly RegExp[] = [SIGN_GAP, NEXT_LINE_GAP, XML_GAP, BLANK_GAP];

/** Up to a blank or a quote. `\n` in a string literal ends it as well. */
const VALUE = /[^\s"'`<>\\]{4,240}(?:\\(?![nrt"'`])[^\s"'`<>\\]{0,60}){0,2}/y;
/** Among other text: up to what separates values there; `=` only as padding. */
const CUT_VALUE = /[^\s"'`<>\\,;&|(){}[\]=]{4,240}={0,2}/y;
const LINE_VALUE = /\S{4,1000}/y;
/** What goes on behind a secret that was longer than `VALUE` reads: reading less at first keeps the scan linear. */
const CONTINUATION = /[\w+/=.~%-]{0,8000}/y;

function secretLength(text: string, name: Span, start: number, gap: RegExp, strength: NameStrength): number {
  const before = lineBefore(text, name.start);
  const isEnvironment = ENVIRONMENT.test(before) && /^[A-Z][A-Z\d_]*=$/.test(text.slice(name.start, start));
  const isLine = isEnvironment || gap === XML_GAP || CONFIG_LINE.test(before);
  const pattern = !isLine ? CUT_VALUE : isEnvironment && !/["'`]/.test(text[start] ?? '') ? LINE_VALUE : VALUE;
  pattern.lastIndex = start;
  const value = pattern.exec(text)?.[0];
  if (value === undefined) return 0;
  const after = /[^ \t]|$/.exec(text.slice(start + value.length, start + value.length + 20))![0];
  if (gap === XML_GAP && after !== '<') return 0;
  const endsLine = gap === XML_GAP || after === '' || after === '\n' || after === '\r' || after === '#';
  const isWhole = isLine && endsLine && (isEnvironment || !EXPRESSION.test(value));
  const body = isWhole || !isLine ? value : CUT.exec(value)![0];
  const secret = body.replace(/[.,;:]{1,3}$/, '');
  const rest = text[start + body.length] ?? '';
  // `tokens[0]`, `get(x1y2)`: code.
  if (secret.length < 4 || (!isEnvironment && /[([{]/.test(rest))) return 0;
  const isSecret = (): boolean => {
    if (strength === 'pair') return isWhole && isUserAndPassword(secret);
    if (looksRandom(secret, strength === 'password' ? 8 : 16) && (isWhole || !isCode(secret))) return true;
    if (strength === 'key') return isWhole && isUuid(secret);
    const inConnectionString = /;\s{0,3}$/.test(before) && /[;"']/.test(rest);
    const mayBeWeak = isWhole || inConnectionString || gap === BLANK_GAP;
    const isName = !isEnvironment && !inConnectionString && IDENTIFIER.test(secret);
    return mayBeWeak && !isName && looksLikePassword(secret);
  };
  if (!isSecret() || isHarmless(secret)) return 0;
  CONTINUATION.lastIndex = start + secret.length;
  return secret.length < 240 || !CONTINUATION.test(text) ? secret.length : CONTINUATION.lastIndex - start;
}

const ENVIRONMENT = /^[ \t]*(?:export |ENV |ARG |set |setx |-e |\$env:)?$/i;
const CONFIG_LINE = /^[ \t]*(?:- |export |set |[\w.-]{1,30} )?["'$@]?[\w./:-]{0,20}$/;
const IDENTIFIER = /^[A-Za-z_$][\w$]{0,60}$/;
/** `name(…`, `name[…`, or what ends as statements and list items do. */
const EXPRESSION = /^[\w.$:>-]*[([{]|[,;]$/;
const CUT = /^[^,;&|(){}[\]=]*={0,2}/;

/** The line up to there, if it begins near; otherwise a part that doesn't look like the beginning of a line. */
function lineBefore(text: string, at: number): string {
  const window = text.slice(Math.max(0, at - 80), at);
  const newline = window.lastIndexOf('\n');
  return newline < 0 && at > 80 ? `…${window}` : window.slice(newline + 1);
}

/** `this.nextToken2`, `x1->key`: outside of configuration a dot or an arrow joins names. */
function isCode(value: string): boolean {
  return /\w\.[A-Za-z_]|->|::|[*$!?]/.test(value) || (IDENTIFIER.test(value) && value.length < 10);
}

/** `--password VALUE`, `ENV DB_PASSWORD VALUE`, `Bearer VALUE`, and `login NAME password VALUE` of a netrc file. */
function isFollowedByValue(text: string, name: Span): boolean {
  if (text.startsWith('--', name.start) || /^bearer$/i.test(text.slice(name.start, name.end))) return true;
  const before = text.slice(Math.max(0, name.start - 140), name.start);
  return /(?:^|\s)(?:login|machine|account|user)[ \t]+\S{1,80}\s{1,20}$|(?:^|\n)[ \t]*(?:ENV|ARG|setenv) $/.test(
    before,
  );
}
