import type { Position } from '../text/position.ts';

/** What a model was asked, and of which text: what its answer is read against. */
export interface EditRequest {
  /** Within the workspace, with `/`. */
  readonly path: string;
  readonly languageId: string;
  /** The whole file as it is, with its line ends; a BOM stands as U+FEFF. */
  readonly text: string;
  /** In a file with a BOM that counts as one character of line 0. */
  readonly selection?: { readonly start: Position; readonly end: Position };
  /** What the person asked for, in their words. */
  readonly instruction: string;
  readonly format: AnswerFormat;
  /** Only with `code`: what the model was asked to give as a whole. */
  readonly scope?: CodeScope;
}

export type AnswerFormat = 'search-replace' | 'diff' | 'code';
export type CodeScope = 'file' | 'definition' | 'selection';
