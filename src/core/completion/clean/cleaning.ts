import { type Bracket, lexBrackets, type LexedBrackets, unmatchedBrackets } from '../../syntax/brackets.ts';
import { type LanguageSyntax, languageSyntax } from '../../syntax/languages.ts';
import { type LineState, packLineState } from '../../syntax/line-state.ts';
import { tokenClassAt } from '../../syntax/token-class.ts';
import type { Extent } from '../decide-extent.ts';
import { type CompletionRequest, linePrefix, lineSuffix, WINDOW_AFTER, WINDOW_BEFORE } from '../request.ts';
import type { NothingReason } from '../result.ts';

/** What may be shown besides what the cursor says. */
export interface Limits {
  /** Lines that are not blank; 0 for no limit. */
  readonly maxLines: number;
  /** One line or as many as belong together; as many where nothing is said. */
  readonly extent?: Extent;
  /** Texts that the person turned down a moment ago, and that they deleted, newest last. */
  readonly rejected?: readonly string[];
  readonly deleted?: readonly string[];
}

export interface Nothing {
  readonly nothing: NothingReason;
}

/** A step takes the text as the steps before it left it, and gives what is left of it, or a reason to show nothing. */
export type Step = (text: string, at: Cleaning) => string | Nothing;

/** The cursor's surroundings, looked at once for all steps. */
export interface Cleaning {
  readonly request: CompletionRequest;
  readonly limits: Limits;
  readonly extent: Extent;
  readonly language: LanguageSyntax;
  readonly linePrefix: string;
  readonly lineSuffix: string;
  /** Whole lines, nearest last and nearest first. */
  readonly linesAbove: readonly string[];
  readonly linesBelow: readonly string[];
  /** That the cursor's line begins in. */
  readonly lineState: LineState;
  /** Brackets that stand open at the cursor, outermost first; offsets are in `request.before`. */
  readonly openers: readonly Bracket[];
  /** Closers right of and below the cursor for what was opened before it, in order; offsets are in `request.after`. */
  readonly closers: readonly Bracket[];
  /** The windows end with the document, so that what closes the blocks is known. */
  readonly seesEnd: boolean;
}

export function cleaningAt(request: CompletionRequest, limits: Limits): Cleaning {
  const language = languageSyntax(request.languageId);
  const before = request.before.replace(/^\uFEFF/, ' ');
  const prefix = linePrefix({ before });
  const suffix = lineSuffix(request);
  const linesAbove = before.split('\n').slice(0, -1);
  const above = lexWindow(request, before, language);
  // Only what steps over texts of several lines ask for.
  let closers: readonly Bracket[] | undefined;
  return {
    request,
    limits,
    extent: limits.extent ?? 'block',
    language,
    linePrefix: prefix,
    lineSuffix: suffix,
    linesAbove,
    linesBelow: request.after.slice(suffix.length + 1).split('\n'),
    lineState: above.lastLineState,
    openers: above.openers,
    get closers() {
      return (closers ??= unmatchedBrackets(request.after, language, above.endState).closers);
    },
    seesEnd: request.documentLength - request.offset <= WINDOW_AFTER,
  };
}

/**
 * The window may begin in the middle of a comment or a string of several lines. What the cursor is in is known from the
 * whole document: a beginning that leads there is the right one.
 */
function lexWindow({ place, offset }: CompletionRequest, window: string, language: LanguageSyntax): LexedBrackets {
  const fromCode = lexBrackets(window, language);
  if (offset <= WINDOW_BEFORE || place === 'prose') return fromCode;
  const prefix = linePrefix({ before: window });
  const leadsThere = ({ lastLineState }: LexedBrackets): boolean => {
    const found = tokenClassAt(prefix, lastLineState, prefix.length, language);
    return (found === 'comment' || found === 'string' ? found : 'code') === place;
  };
  if (leadsThere(fromCode)) return fromCode;
  for (const region of language.regions) {
    if (!region.multiLine || region.fence !== undefined) continue;
    const inside = packLineState({ region, count: region.nests ? 1 : 0, holes: 0 }, language);
    const lexed = lexBrackets(window, language, inside);
    if (leadsThere(lexed)) return lexed;
  }
  return fromCode;
}

/** What the cursor's line has opened before the cursor. */
export function openersOnLine({ openers, request, linePrefix }: Cleaning): readonly Bracket[] {
  return openers.filter(({ offset }) => offset >= request.before.length - linePrefix.length);
}

/** The next line below the cursor's that is not blank. */
export function nextLine({ linesBelow }: Cleaning): string | undefined {
  return linesBelow.find((line) => line.trim() !== '');
}
