import { findHidden, showHidden } from '../safety/find-hidden.ts';
import { estimateTokens } from '../models/estimate-tokens.ts';
import { type AcceptedRules, type Consent, consentFor } from './consent.ts';
import { pickRules } from './pick-rules.ts';

/** Rules of a project as they are on disk at one moment. */
export interface RulesFile {
  /** The same file has the same key, for as long as there is the workspace. */
  readonly key: string;
  /** For the person and the model: `packages/web/AGENTS.md`. */
  readonly name: string;
  /** Of its whole text. */
  readonly hash: string;
  readonly text: string;
}

/** Of accepted rules, what goes along. */
export interface SentRules {
  readonly name: string;
  readonly text: string;
}

export interface OfferedRules {
  readonly file: Omit<RulesFile, 'text'>;
  readonly consent: Consent;
  /** What goes along if the person lets it: lines of the file, characters that nobody sees shown by name. */
  readonly text: string;
  readonly tokens: number;
  /** Of characters that nobody sees, or that read as others, in the whole file: each once, as `U+202E`. */
  readonly hidden: readonly string[];
}

/** For all files together: a few lines, next to nothing beside the code. */
export const RULES_BUDGET = 400;
/** Of what is left, where others follow. */
const SHARE_OF_NEARER = 0.75;

/**
 * What of these files, most important first, is there to go along with a question about the file at `path`. One that says
 * nothing of code is not offered, nor the same text under two names. What is accepted shares one budget.
 */
export function offerRules(
  files: readonly RulesFile[],
  path: string | undefined,
  accepted: AcceptedRules,
): readonly OfferedRules[] {
  const offered: OfferedRules[] = [];
  const sent = new Set<string>();
  let budget = RULES_BUDGET;
  const distinct = files.filter(({ hash }, index) => files.findIndex((other) => other.hash === hash) === index);
  for (const [index, { text: whole, ...file }] of distinct.entries()) {
    const found = findHidden(whole);
    const most = index === distinct.length - 1 ? budget : Math.floor(budget * SHARE_OF_NEARER);
    const text = pickRules(showHidden(whole, found), { path, budget: most, without: sent });
    if (text === '') continue;
    const tokens = estimateTokens(text);
    const consent = consentFor(file, accepted);
    offered.push({ file, consent, text, tokens, hidden: [...new Set(found.map(({ codepoint }) => codepoint))] });
    if (consent !== 'given') continue;
    budget -= tokens;
    for (const line of text.split('\n')) sent.add(line);
  }
  return offered;
}
