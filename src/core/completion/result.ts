import type { ExplainedVerdict } from '../gate/explain-verdict.ts';

/** Every way to show nothing. The list is closed: whoever shows nothing says which of these it was. */
export type NothingReason =
  // trigger
  | 'disabled'
  | 'language-disabled'
  | 'snoozed'
  | 'manual-only'
  | 'excluded-file'
  | 'too-large'
  | 'multiple-cursors'
  | 'selection'
  | 'middle-of-word'
  | 'text-follows'
  | 'in-comment'
  | 'in-string'
  | 'suggest-widget'
  // gate
  | 'gated-before-request'
  | 'gated-before-show'
  // source
  | 'no-guess'
  | 'unsure'
  | 'source-unavailable'
  | 'source-failed'
  // post-processing
  | 'only-whitespace'
  | 'hidden-characters'
  | 'talk'
  | 'placeholder'
  | 'invented-header'
  | 'repeats-prefix'
  | 'repeats-import'
  | 'repeats-suffix'
  | 'repetition'
  | 'unfinished'
  | 'rejected-before'
  | 'just-deleted'
  | 'too-short'
  | 'breaks-syntax'
  | 'invented-name'
  | 'suggest-item-not-extended'
  // the world moved on
  | 'superseded'
  | 'deadline';

export interface ProcessedText {
  readonly kind: 'text';
  readonly insertText: string;
  /** So many characters after the cursor, on its line, are replaced: closers that `insertText` brings itself. */
  readonly replaceSuffix: number;
}

export type PostProcessed = ProcessedText | { readonly kind: 'nothing'; readonly reason: NothingReason };

export interface Suggestion {
  readonly id: number;
  readonly insertText: string;
  /** As in `PostProcessed`. */
  readonly replaceSuffix: number;
  readonly origin: 'engine' | 'model' | 'reused';
  /** Calibrated probability that the text is what the person would write; `undefined` where the source gives none. */
  readonly confidence: number | undefined;
  /** The gate's probabilities of acceptance, before the request and before showing; `undefined` where it was not asked. */
  readonly accept: { readonly before: number | undefined; readonly show: number | undefined };
  /** What the gate made of it; `undefined` where it was not asked. */
  readonly why: ExplainedVerdict | undefined;
  /** The model went on, with a token that was too unlikely (`cut-unlikely.ts`). */
  readonly isCutUnlikely?: true;
}

/** Milliseconds by stage; a stage that was not reached is absent. */
export type StageTimings = Readonly<Partial<Record<'context' | 'source' | 'total', number>>>;

export type CompletionResult =
  | { readonly kind: 'suggestion'; readonly suggestion: Suggestion; readonly timings: StageTimings }
  | {
      readonly kind: 'nothing';
      readonly reason: NothingReason;
      /** What the reason rests on, for *Why*. Never source text. */
      readonly detail?: string;
      /** What the gate made of it, where the gate said no. */
      readonly why?: ExplainedVerdict;
      /** There was a suggestion, and the gate held it back: the number that its outcome goes by. */
      readonly hidden?: number;
      readonly timings: StageTimings;
    };
