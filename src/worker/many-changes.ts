/** After so many changed files at once, a walk is cheaper than asking the ignore rules for each, and the model is made anew. */
export const MANY_CHANGES = 200;
