/** What an outcome is worth as a label (`core/completion/outcome.ts` says when it is worth what). */
export type Certainty = 'full' | 'half' | 'none';
