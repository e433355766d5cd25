import { cleaningAt, type Limits, type Step } from './clean/cleaning.ts';
import { cutAtNextFile } from './clean/cut-at-next-file.ts';
import { cutAtSpecialToken } from './clean/cut-at-special-token.ts';
import { cutEndlessLine } from './clean/cut-endless-line.ts';
import { cutEndlessRun } from './clean/cut-endless-run.ts';
import { cutRepetition } from './clean/cut-repetition.ts';
import { cutUnfinished } from './clean/cut-unfinished.ts';
import { dropDuplicateImports } from './clean/drop-duplicate-imports.ts';
import { dropEcho } from './clean/drop-echo.ts';
import { dropHeader } from './clean/drop-header.ts';
import { dropPlaceholder } from './clean/drop-placeholder.ts';
import { dropReasoning } from './clean/drop-reasoning.ts';
import { dropSuffixOverlap } from './clean/drop-suffix-overlap.ts';
import { dropSurplus } from './clean/drop-surplus.ts';
import { dropTalk } from './clean/drop-talk.ts';
import { dropUnreadable } from './clean/drop-unreadable.ts';
import { endWithBlock } from './clean/end-with-block.ts';
import { fitBeginning } from './clean/fit-beginning.ts';
import { keepExtent } from './clean/keep-extent.ts';
import { matchIndentationStyle } from './clean/match-indentation-style.ts';
import { refuseHidden } from './clean/refuse-hidden.ts';
import { refuseUnwanted } from './clean/refuse-unwanted.ts';
import { stopBeforeSuffix } from './clean/stop-before-suffix.ts';
import { takeOutOfFence } from './clean/take-out-of-fence.ts';
import { trimEnd } from './clean/trim-end.ts';
import { fitAtCursor } from './fit-at-cursor.ts';
import { keepLines } from './keep-lines.ts';
import type { CompletionRequest } from './request.ts';
import type { PostProcessed } from './result.ts';

export interface GeneratedText {
  readonly text: string;
  /** The source says that the line ends here; `undefined` where it says nothing of the kind. */
  readonly endsLine: boolean | undefined;
}

/** In this order: first what is no code, then where it begins and how it is indented, then where it ends. */
export const STEPS: readonly Step[] = [
  dropUnreadable,
  dropReasoning,
  cutAtSpecialToken,
  cutAtNextFile,
  takeOutOfFence,
  dropTalk,
  dropHeader,
  dropEcho,
  dropDuplicateImports,
  refuseHidden,
  matchIndentationStyle,
  fitBeginning,
  keepExtent,
  dropSuffixOverlap,
  stopBeforeSuffix,
  endWithBlock,
  dropPlaceholder,
  cutEndlessLine,
  cutEndlessRun,
  cutRepetition,
  cutUnfinished,
  (text, { request, limits }) => keepLines(text, limits.maxLines, request.languageId),
  trimEnd,
  dropSurplus,
  refuseUnwanted,
];

/** Generated text → what may be shown at this cursor. Pure; each step has its table of cases in the tests. */
export function postProcess(
  generated: GeneratedText,
  request: CompletionRequest,
  limits: Limits = { maxLines: 0 },
): PostProcessed {
  const at = cleaningAt(request, limits);
  let text = generated.text;
  for (const step of STEPS) {
    const next = step(text, at);
    if (typeof next !== 'string') return { kind: 'nothing', reason: next.nothing };
    text = next;
  }
  if (text.trim() === '') return { kind: 'nothing', reason: 'only-whitespace' };
  if (tooShort(text, generated.endsLine, request)) return { kind: 'nothing', reason: 'too-short' };
  return fitAtCursor(text, request);
}

/** A suggestion under six characters that does not end the line is quicker typed than read (research on the engine). */
const SHORTEST = 6;

function tooShort(text: string, endsLine: boolean | undefined, request: CompletionRequest): boolean {
  if (request.triggerKind === 'invoked') return false;
  return text.trim().length < SHORTEST && endsLine === false;
}
