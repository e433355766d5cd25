import type { Finding, Span } from './finding.ts';
import { looksRandom } from './random-text.ts';

/**
 * Private keys that are written as a block: PEM and PGP, also inside a string with `\n` in it, in base64, or cut off at
 * either end by the window that the prompt shows; PuTTY's files; JSON web keys. The lines with BEGIN and END stay.
 */
export function findPrivateKeyBlocks(text: string): Finding[] {
  return [...pemBlocks(text), ...base64Pem(text), ...puttyKeys(text), ...webKeys(text)].map((span) => ({
    ...span,
    kind: 'private-key',
  }));
}

/** A key of 16,384 bits takes 12,700 characters. */
const LONGEST_KEY = 20_000;

function* pemBlocks(text: string): Generator<Span> {
  // What stands before it has been looked at: no text is scanned twice, however many headers there are.
  let seen = 0;
  for (let at = text.indexOf('--'); at >= 0; at = text.indexOf('--', Math.max(at + 2, seen))) {
    LABEL.lastIndex = at;
    const label = LABEL.exec(text);
    if (label === null) continue;
    const after = LABEL.lastIndex;
    if (label[1] === 'BEGIN') {
      const dashes = text.indexOf('----', after);
      const closed =
        dashes >= 0 && dashes - after <= LONGEST_KEY && /^-{4,5} ?END/.test(text.slice(dashes, dashes + 10));
      const body = closed ? trimmed(text, after, dashes) : { start: after, end: endOfBody(text, after) };
      if (holdsKey(text, body)) yield closed ? body : trimmed(text, body.start, body.end);
      seen = Math.max(after, body.end);
    } else {
      const body = { start: startOfBody(text, Math.max(seen, at - LONGEST_KEY), at), end: at };
      if (holdsKey(text, body)) yield trimmed(text, body.start, body.end);
      seen = after;
    }
  }
}

const LABEL = /-{4,5} ?(BEGIN|END) [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?(?: -{4}|-{5})/y;

/** One run that no name or sentence is made of: `"-----BEGIN PRIVATE KEY-----" + encodedKeyBytes + …` has none. */
function holdsKey(text: string, { start, end }: Span): boolean {
  for (const run of text.slice(start, end).matchAll(/[A-Za-z0-9+/=_-]{12,}/g)) {
    if (looksRandom(run[0], 12)) return true;
  }
  return false;
}

/** Without what separates the lines of a key, in a file and in all kinds of string literals. */
function trimmed(text: string, from: number, to: number): Span {
  let start = from;
  let end = to;
  for (let moved = true; moved && start < end;) {
    moved = false;
    SEPARATORS.lastIndex = start;
    if (SEPARATORS.test(text) && SEPARATORS.lastIndex > start) {
      start = Math.min(SEPARATORS.lastIndex, end);
      moved = start < end;
    }
  }
  while (end > start && /[\s"'`,;+(){}\\]/.test(text[end - 1]!)) end--;
  // The `n` of a last `\n`: its backslash is no part of a key.
  if (text[end - 2] === '\\') end -= 2;
  while (end > start && /[\s"'`,;+\\]/.test(text[end - 1]!)) end--;
  return { start, end };
}

const SEPARATORS = /(?:\\+[nrt]|[\s"'`,;\\|]|\+ |&#1[03];){1,200}/y;
const BASE64_RUN = /[A-Za-z0-9+/=]{1,4096}/y;

/** A block without END goes on as long as its lines are lines of a key. */
function endOfBody(text: string, from: number): number {
  let end = from;
  for (let at = from; at < text.length && at - from < LONGEST_KEY;) {
    SEPARATORS.lastIndex = at;
    if (SEPARATORS.test(text)) at = SEPARATORS.lastIndex;
    BASE64_RUN.lastIndex = at;
    const run = BASE64_RUN.exec(text)?.[0];
    if (run === undefined || (run.length < 40 && !looksRandom(run, 12))) {
      ATTRIBUTE.lastIndex = at;
      if (!ATTRIBUTE.test(text)) break;
      at = ATTRIBUTE.lastIndex;
      continue;
    }
    at = BASE64_RUN.lastIndex;
    end = at;
  }
  return end;
}

const ATTRIBUTE = /(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset|MessageID):[^\n\\]{0,200}/y;

/** A block without BEGIN: the lines above END, as long as they are lines of a key. Only the last may be a short one. */
function startOfBody(text: string, from: number, end: number): number {
  let start = end;
  let lineEnd = end;
  for (const line of text
    .slice(from, end)
    .split(/(?<=\n|\\n)/)
    .reverse()) {
    const lineStart = lineEnd - line.length;
    const bare = line.replace(/^[\s"'`,;+]+|(?:\\[nr]|[\s"'`,;+])+$/g, '');
    if (bare === '' ? start !== end : !/^[A-Za-z0-9+/=]{1,100}$/.test(bare)) break;
    if (bare !== '' && bare.length < 40 && start !== end) break;
    if (bare !== '') start = lineStart;
    lineEnd = lineStart;
  }
  return start;
}

/** `client-key-data: LS0tLS1CRUdJTiBSU0Eg…` */
function* base64Pem(text: string): Generator<Span> {
  const run = /[A-Za-z0-9+/]{60,}={0,2}/y;
  for (let at = text.indexOf(BASE64_BEGIN); at >= 0; at = text.indexOf(BASE64_BEGIN, at + 1)) {
    if (!decodes(text.slice(at, at + 56), 'PRIVATE KEY')) continue;
    run.lastIndex = at;
    if (!run.test(text)) continue;
    yield { start: at, end: run.lastIndex };
    at = run.lastIndex;
  }
}

function decodes(base64: string, part: string): boolean {
  const whole = /^(?:[A-Za-z0-9+/]{4}){1,14}/.exec(base64)?.[0] ?? '';
  return atob(whole).includes(part);
}

const BASE64_BEGIN = 'LS0tLS1CRUdJTi';

function* puttyKeys(text: string): Generator<Span> {
  const body = /Private-Lines: \d{1,4}\r?\n((?:[A-Za-z0-9+/=]{1,80}\r?\n?){1,400})/y;
  for (let at = text.indexOf('Private-Lines: '); at >= 0; at = text.indexOf('Private-Lines: ', at + 15)) {
    body.lastIndex = at;
    const match = body.exec(text);
    if (match !== null) yield trimmed(text, body.lastIndex - match[1]!.length, body.lastIndex);
  }
}

/** `{"kty": "EC", …, "d": "…"}`: the private members of RFC 7518. */
function* webKeys(text: string): Generator<Span> {
  let seen = 0;
  for (let at = text.indexOf('"kty"'); at >= 0; at = text.indexOf('"kty"', seen)) {
    const from = Math.max(seen, at - 1_000);
    seen = Math.min(text.length, at + 3_000);
    for (const member of text.slice(from, seen).matchAll(/"(?:d|p|q|dp|dq|qi|k)"\s{0,4}:\s{0,4}"([\w-]{20,1000})"/g)) {
      const end = from + member.index + member[0].length - 1;
      yield { start: end - member[1]!.length, end };
    }
  }
}
