/** Rules of a project as they stand with the person. */
export type Consent =
  | 'asked'
  /** Another text was accepted before. */
  | 'asked-again'
  | 'given';

/** By key, the hash of the text that the person accepted: a text, never a file, or whoever can write the file could go on. */
export type AcceptedRules = Readonly<Record<string, string>>;

interface RulesText {
  readonly key: string;
  readonly hash: string;
}

export function consentFor({ key, hash }: RulesText, accepted: AcceptedRules): Consent {
  const before = accepted[key];
  if (before === undefined) return 'asked';
  return before === hash ? 'given' : 'asked-again';
}

/** With that text accepted, or no longer. */
export function withConsent(accepted: AcceptedRules, { key, hash }: RulesText, isGiven: boolean): AcceptedRules {
  const { [key]: _, ...others } = accepted;
  return isGiven ? { ...others, [key]: hash } : others;
}
