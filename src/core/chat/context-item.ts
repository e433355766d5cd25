import type { Consent } from '../rules/consent.ts';
import type { ContextChip } from './protocol.ts';

/** Something that can go along with a question: known by what it is, read when it is needed. */
export interface ContextItem {
  /** The same thing has the same key. It may hold a path, so the view never sees it. */
  readonly key: string;
  readonly kind: ContextChip['kind'];
  /** For the person, short: `loans.ts`. */
  readonly label: string;
  /** For the person, in full: where it comes from. */
  readonly detail: string;
  /** For the model, so that it can name the place: `src/loans.ts:10-24`. */
  readonly name: string;
  /** Of rules of the project: they go along only once the person has accepted them, and are not read before. */
  readonly consent?: AskedConsent;
  /** As it is at this moment, judged anew each time: a file may have become private or ignored since. */
  read(): Promise<ContextPart>;
}

export interface AskedConsent {
  readonly state: Consent;
  readonly tokens: number;
  /** They hold characters that nobody sees. */
  readonly isHiding: boolean;
  /** To these rules as they were when the item was made. It may ask once more, and then nothing changes. */
  set(isGiven: boolean): Promise<void>;
}

export type ContextPart =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Zero-based; where a part has to do, it is the part around it. */
      readonly centreLine?: number;
    }
  /** It stays here. One sentence says why. */
  | { readonly kind: 'refused'; readonly reason: string };
