import { findCallArguments } from './call-arguments.ts';
import type { Finding, Span } from './finding.ts';
import { findKnownFormats } from './known-formats.ts';
import { findNamedValues } from './named-values.ts';
import { placeholderFor } from './placeholder.ts';
import { findPrivateKeyBlocks } from './private-key-blocks.ts';
import { findUnprefixedFormats } from './unprefixed-formats.ts';
import { findUrlCredentials } from './url-credentials.ts';

export interface RedactedText {
  readonly text: string;
  /** In the order of the text, without overlaps; offsets are those of the original. */
  readonly findings: readonly Finding[];
}

export interface RedactOptions {
  /**
   * Places of the text that are no source text, such as the control tokens of a prompt, in order. They are kept as they
   * are, and a secret is found across them: the cursor may stand in the middle of one.
   */
  readonly fences?: readonly Span[];
}

/** Replaces each secret by a placeholder of its kind, the same secret by the same one. Linear in the length of the text. */
export function redactSecrets(text: string, options: RedactOptions = {}): RedactedText {
  const fences = options.fences ?? [];
  const found = findSecrets(without(text, fences));
  if (found.length === 0) return { text, findings: [] };
  const placeholders = new Map<string, string>();
  const findings: Finding[] = [];
  const pieces: string[] = [];
  let written = 0;
  for (const { start, end, kind } of found) {
    const parts = partsBetween(fences, start, end);
    const secret = parts.map((part) => text.slice(part.start, part.end)).join('');
    let placeholder = placeholders.get(secret);
    if (placeholder === undefined)
      placeholders.set(secret, (placeholder = placeholderFor(kind, placeholders.size + 1)));
    for (const part of parts) {
      pieces.push(text.slice(written, part.start), placeholder);
      written = part.end;
      findings.push({ ...part, kind });
    }
  }
  pieces.push(text.slice(written));
  return { text: pieces.join(''), findings };
}

/** What tells most comes first: of findings that overlap, its kind is kept. */
function findSecrets(text: string): Finding[] {
  const found = [
    ...findPrivateKeyBlocks(text),
    ...findKnownFormats(text),
    ...findUnprefixedFormats(text),
    ...findUrlCredentials(text),
    ...findNamedValues(text),
    ...findCallArguments(text),
  ];
  if (found.length === 0) return found;
  const distinct = joined(found);
  return joined([...distinct, ...findRepeats(text, distinct)]);
}

/** The same secret may stand elsewhere without the name that gave it away. */
function findRepeats(text: string, findings: readonly Finding[]): Finding[] {
  const repeats: Finding[] = [];
  const known = new Map<string, string>();
  for (const { start, end, kind } of findings) {
    if (end - start >= SHORTEST_REPEAT && known.size < MOST_REPEATED) known.set(text.slice(start, end), kind);
  }
  for (const [secret, kind] of known) {
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) {
      repeats.push({ start: at, end: at + secret.length, kind });
    }
  }
  return repeats;
}

/** A shorter one might be a word of the code. */
const SHORTEST_REPEAT = 10;
/** Each is searched for in the whole text; no real prompt has as many. */
const MOST_REPEATED = 40;

function joined(findings: readonly Finding[]): Finding[] {
  const order = findings.map((finding, rank) => ({ ...finding, rank }));
  order.sort((a, b) => a.start - b.start || a.rank - b.rank);
  const result: { start: number; end: number; kind: string; rank: number }[] = [];
  for (const finding of order) {
    const last = result.at(-1);
    if (last === undefined || finding.start >= last.end) {
      result.push(finding);
      continue;
    }
    last.end = Math.max(last.end, finding.end);
    if (finding.rank < last.rank) {
      last.kind = finding.kind;
      last.rank = finding.rank;
    }
  }
  return result.map(({ start, end, kind }) => ({ start, end, kind }));
}

function without(text: string, fences: readonly Span[]): string {
  if (fences.length === 0) return text;
  let kept = '';
  let at = 0;
  for (const fence of fences) {
    kept += text.slice(at, fence.start);
    at = fence.end;
  }
  return kept + text.slice(at);
}

/** Where the span of the text without fences lies in the whole text: one part, or several around the fences. */
function partsBetween(fences: readonly Span[], start: number, end: number): Span[] {
  const parts: Span[] = [];
  let shift = 0;
  let from = start;
  for (const fence of fences) {
    const place = fence.start - shift;
    if (place >= end) break;
    if (place > from) {
      parts.push({ start: from + shift, end: fence.start });
      from = place;
    }
    shift += fence.end - fence.start;
  }
  parts.push({ start: from + shift, end: end + shift });
  return parts;
}
