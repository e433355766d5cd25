/**
 * A guess, or a surer beginning of it where the guess does not pass; the guess again, held back, where neither does. The
 * one rule for who shows (`provide-completion.ts`) and who measures what would be shown.
 */
export function wholeOrSurer<Guess, Verdict extends { readonly pass: boolean }>(
  whole: Guess,
  surer: Guess | undefined,
  judge: (guess: Guess) => Verdict,
): { readonly guess: Guess; readonly verdict: Verdict } {
  const verdict = judge(whole);
  if (verdict.pass || surer === undefined) return { guess: whole, verdict };
  const second = judge(surer);
  return second.pass ? { guess: surer, verdict: second } : { guess: whole, verdict };
}
