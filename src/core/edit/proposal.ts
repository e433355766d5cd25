import type { CodeScope } from './edit-request.ts';
import type { ProposedPatch } from './patch.ts';

/** What an answer proposes for the file at hand, read but not yet placed. */
export type Proposal =
  | { readonly kind: 'patches'; readonly patches: readonly ProposedPatch[]; readonly other: readonly string[] }
  /** Code given as a whole, a candidate for each fence that may be it. */
  | {
      readonly kind: 'code';
      readonly candidates: readonly (readonly string[])[];
      readonly scope: CodeScope | undefined;
      readonly other: readonly string[];
    };
