/**
 * Whether a token holds 20 or more characters that look drawn at random: a key, a token, a digest. Such a token is not
 * learned, because what is learned is suggested again somewhere else.
 */
export function looksSecret(text: string): boolean {
  if (text.length < MIN_SECRET_LENGTH) return false;
  return (text.match(RUN) ?? []).some((run) => HEX.test(run) || isMixed(run));
}

/** No shorter token looks like one. */
export const MIN_SECRET_LENGTH = 20;
const RUN = /[A-Za-z0-9+/_=-]{20,}/g;
// With both, so that neither `aaaaaaaa…` nor a long decimal number counts.
const HEX = /^(?=.*[0-9])(?=.*[a-fA-F])(?:0[xX])?[0-9a-fA-F]{18,}$/;

/** Upper and lower case and digits in at least three places: `aB3xK9…`, and not `someLongName2` or `a-long-css-class`. */
function isMixed(run: string): boolean {
  const digitGroups = run.match(/[0-9]+/g)?.length ?? 0;
  return digitGroups >= 3 && /[A-Z]/.test(run) && /[a-z]/.test(run);
}
