/** Without a variation the likeliest answer, the same each time; with one another answer for each number. */
export function sampling(variation: number | undefined): { readonly temperature: number; readonly seed?: number } {
  return variation === undefined ? { temperature: 0 } : { temperature: VARIED, seed: variation };
}

/** Enough to leave the likeliest way where two are about as likely, and little enough to stay with the code. */
const VARIED = 0.6;
