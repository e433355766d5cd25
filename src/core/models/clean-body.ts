import { refused } from './model-error.ts';
import { isPrompt, type Json, type Prompt } from './prompt.ts';

/**
 * As `redactSecrets` in core/safety: the text to send instead, and which places of the original are secrets. `fences`
 * are places that are no source text: they stay as they are, and a secret may lie around them.
 */
export type Redact = (
  text: string,
  options?: { readonly fences?: readonly Span[] },
) => { readonly text: string; readonly findings: readonly Span[] };

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The body as it may leave: secrets replaced, and tokens made harmless wherever we did not put them ourselves. */
export function cleanBody(body: Json, redact: Redact, neutralise: (text: string) => string): Plain {
  // Half a character, from where a window was cut, is no valid text to some servers.
  const plainSource = (text: string) => closed(() => neutralise(text)).toWellFormed();
  const visit = (json: Json): Plain => {
    if (typeof json === 'string') return closed(() => redact(plainSource(json))).text;
    if (typeof json !== 'object' || json === null) return json;
    if (isPrompt(json)) return plainPrompt(json, redact, plainSource);
    if (Array.isArray(json)) return json.map((item: Json) => visit(item));
    const plain: Record<string, Plain> = {};
    for (const [key, item] of Object.entries(json as Readonly<Record<string, Json | undefined>>)) {
      if (item !== undefined) plain[key] = PROTOCOL_FIELDS.has(key) ? asIs(item) : visit(item);
    }
    return plain;
  };
  return visit(body);
}

/**
 * A secret that begins before the cursor and ends after it may leave in two halves that nobody recognises, if they stand
 * apart or in the other order. Whoever types a secret needs no completion of it.
 */
export function checkSeam([before, after]: readonly [string, string], redact: Redact): void {
  const seam = before.length;
  const { findings } = closed(() => redact(before + after));
  if (findings.some(({ start, end }) => start < seam && end > seam)) throw refused('secret-at-cursor');
}

/** Fields that are ours, not text for the model: changing them would break the request. */
const PROTOCOL_FIELDS = new Set(['model', 'role', 'type', 'stop', 'keep_alive', 'format', 'encoding_format']);

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** The final string, redacted as a whole: a secret is found wherever the parts were cut. */
function plainPrompt({ parts }: Prompt, redact: Redact, plainSource: (text: string) => string): string {
  let text = '';
  const fences: Span[] = [];
  for (const part of parts) {
    if ('control' in part) fences.push({ start: text.length, end: text.length + part.control.length });
    text += 'control' in part ? part.control : plainSource(part.source);
  }
  const redacted = closed(() => redact(text, { fences })).text;
  // A token that was changed would not fail, but make the model answer something else.
  let at = 0;
  for (const { start, end } of fences) {
    const fence = text.slice(start, end);
    const found = redacted.indexOf(fence, at);
    if (found < 0) throw refused('redaction-failed');
    at = found + fence.length;
  }
  return redacted;
}

/** A protocol field is a string or a list of strings; anything else there would be a way around the checks. */
function asIs(value: Json): Plain {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  if (typeof value === 'object' && value !== null) throw refused('redaction-failed');
  return value;
}

/** What cannot be checked is not sent. */
function closed<Result>(check: () => Result): Result {
  try {
    return check();
  } catch (error) {
    throw refused('redaction-failed', error);
  }
}
