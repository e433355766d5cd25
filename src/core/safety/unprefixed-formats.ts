import type { Finding } from './finding.ts';
import { isExample } from './harmless-values.ts';
import { looksRandom } from './random-text.ts';

/**
 * Formats whose mark is not at the beginning: some have it in their middle, and AWS's secret keys stand near
 * their ids.
 */
export function findUnprefixedFormats(text: string): Finding[] {
  const findings: Finding[] = [];
  for (const { mark, before, after, kind } of MARKED) {
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
      const beginning = before.exec(text.slice(Math.max(0, at - 40), at))?.[0];
      after.lastIndex = at + mark.length;
      if (beginning === undefined || !after.test(text)) continue;
      findings.push({ start: at - beginning.length, end: after.lastIndex, kind });
    }
  }
  for (const id of ['AKIA', 'ASIA']) {
    for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 20)) {
      const secret = awsSecretBehind(text, at);
      if (secret !== undefined) findings.push(secret);
    }
  }
  return findings;
}

/** Each pattern is bounded; `before` ends where the mark begins. */
const MARKED: readonly {
  readonly mark: string;
  readonly before: RegExp;
  readonly after: RegExp;
  readonly kind: string;
}[] = [
  { mark: 'Q~', before: /[\w~.-]{3}\d$/, after: /[\w~.-]{31,34}(?![\w~-])/y, kind: 'azure-client-secret' },
  { mark: '.atlasv1.', before: /[A-Za-z\d]{14}$/, after: /[\w-]{60,70}/y, kind: 'terraform-token' },
  { mark: '-us', before: /(?<![\da-f])[\da-f]{32}$/, after: /\d{1,2}(?!\w)/y, kind: 'mailchimp-key' },
  { mark: ':APA91b', before: /AAAA[\w-]{7}$/, after: /[\w-]{100,200}/y, kind: 'firebase-key' },
];

/** `("AKIA…", "…")`, or on the next line of a table. */
function awsSecretBehind(text: string, at: number): Finding | undefined {
  if (!/^[A-Z\d]{20}(?![A-Za-z\d])/.test(text.slice(at, at + 21))) return undefined;
  const secret = /(?<![A-Za-z\d/+])[A-Za-z\d/+]{40}(?![A-Za-z\d/+=])/.exec(text.slice(at + 20, at + 20 + AWS_WINDOW));
  if (secret === null || !looksRandom(secret[0], 40) || isExample(secret[0])) return undefined;
  const start = at + 20 + secret.index;
  return { start, end: start + 40, kind: 'aws-secret-key' };
}

const AWS_WINDOW = 160;
