import { isPrivateFile } from '../safety/private-file.ts';
import { languageEnabled, type Settings } from '../settings/settings.ts';
import { type CompletionRequest, linePrefix, lineSuffix, onlyClosers, WINDOW_BEFORE } from './request.ts';
import type { NothingReason } from './result.ts';

/** What the trigger may depend on besides the request. */
export interface TriggerState {
  readonly settings: Settings;
  /** Clock time until which the person asked for quiet, if so. */
  readonly snoozedUntil: number | undefined;
}

/** Characters. Above it a keystroke would cost more than it is worth; such files are data or generated. */
export const LARGEST_DOCUMENT = 500_000;

type Rule = (request: CompletionRequest, state: TriggerState) => boolean;

/** Hold whoever asks: there is no sensible place for one suggestion, or the file is none of our business. */
const ALWAYS: readonly (readonly [NothingReason, Rule])[] = [
  ['excluded-file', (request) => isPrivateFile(request.path)],
  ['too-large', (request) => request.documentLength > LARGEST_DOCUMENT || isEndlessLine(request)],
  ['multiple-cursors', (request) => request.cursors > 1],
  ['selection', (request) => request.hasSelection],
];

/** Hold only while typing: an explicit invocation is an answer to "do you really want one here?". */
const AUTOMATIC: readonly (readonly [NothingReason, Rule])[] = [
  ['disabled', (_, { settings }) => !settings.enabled],
  ['language-disabled', ({ languageId }, { settings }) => !languageEnabled(settings, languageId)],
  ['snoozed', ({ time }, { snoozedUntil }) => snoozedUntil !== undefined && time < snoozedUntil],
  ['manual-only', (_, { settings }) => settings['completion.trigger'] === 'manual'],
  ['in-comment', ({ place }, { settings }) => place === 'comment' && !settings['completion.inComments']],
  ['in-string', ({ place }, { settings }) => place === 'string' && !settings['completion.inStrings']],
  ['middle-of-word', (request) => /^[\p{L}\p{N}_$]/u.test(request.after)],
  ['text-follows', (request) => !onlyClosers(lineSuffix(request))],
  ['suggest-widget', (request) => widgetInTheWay(request)],
];

/** `undefined` where help may be offered, else why not. */
export function refuseTrigger(request: CompletionRequest, state: TriggerState): NothingReason | undefined {
  const rules = request.triggerKind === 'invoked' ? ALWAYS : [...ALWAYS, ...AUTOMATIC];
  return rules.find(([, holds]) => holds(request, state))?.[0];
}

/** The window before the cursor holds no line start: minified code, or data on one line. */
function isEndlessLine({ before }: CompletionRequest): boolean {
  return before.length >= WINDOW_BEFORE && !before.includes('\n');
}

/** With an item selected in the suggest widget, only what extends the typed text towards it can be shown. */
function widgetInTheWay(request: CompletionRequest): boolean {
  const { selectedItem } = request;
  if (selectedItem === undefined) return false;
  return !linePrefix(request).endsWith(selectedItem.typed) || !selectedItem.text.startsWith(selectedItem.typed);
}
