import * as vscode from 'vscode';
import type { Log } from '../core/base/log.ts';
import type { Candidates, CandidatesResult } from '../core/completion/candidates.ts';
import { type OfferAgain, provideAgain } from '../core/completion/offer-again.ts';
import { provideCompletion } from '../core/completion/provide-completion.ts';
import type { RequestHistory } from '../core/completion/request-history.ts';
import type { CompletionRequest } from '../core/completion/request.ts';
import type { CompletionResult, Suggestion } from '../core/completion/result.ts';
import type { SessionSink, ToldEvent } from '../core/completion/session-sink.ts';
import type { Sotto } from '../node/create-pipeline.ts';
import { toAbortSignal } from './abort.ts';
import { type Documents, isOurs } from './documents.ts';
import type { HiddenSuggestion } from './hidden-suggestion.ts';
import type { ImportsOnAccept } from './imports-on-accept.ts';
import type { Outcomes } from './outcomes.ts';
import { toRequest } from './to-request.ts';

/** VS Code opens the suggest widget instead 750 ms after the keystroke's own 50 ms; what comes later is not drawn. */
const AUTOMATIC_DEADLINE_MS = 650;

/** Who asks is ready to wait for a slow model; Escape or a keystroke ends it. */
const INVOKED_DEADLINE_MS = 15_000;

export interface ProviderOptions {
  readonly sotto: Sotto;
  readonly documents: Documents;
  readonly outcomes: Outcomes;
  readonly requests: RequestHistory;
  readonly hidden: Pick<HiddenSuggestion, 'told'>;
  readonly imports: Pick<ImportsOnAccept, 'offered'>;
  readonly session: SessionSink;
  readonly offerAgain: OfferAgain;
  readonly candidates: Candidates;
  readonly log: Log;
  now(): number;
  /** Run by VS Code when a suggestion was accepted, with its id. */
  readonly acceptedCommand: string;
}

export function registerCompletionProvider(options: ProviderOptions): vscode.Disposable {
  let lastNumber = 0;
  return vscode.languages.registerInlineCompletionItemProvider(
    { pattern: '**' },
    {
      async provideInlineCompletionItems(document, position, context, token) {
        if (!isOurs(document)) return undefined;
        try {
          return await complete(options, ++lastNumber, document, position, context, token);
        } catch (error) {
          // A fault of ours must not stop anyone from typing; it is told where it can be read.
          options.log.warn('request.fault', {
            message: error instanceof Error ? (error.stack ?? error.message) : String(error),
          });
          return undefined;
        }
      },
    },
  );
}

async function complete(
  {
    sotto,
    documents,
    outcomes,
    requests,
    hidden,
    imports,
    offerAgain,
    candidates,
    session,
    log,
    now,
    acceptedCommand,
  }: ProviderOptions,
  number: number,
  document: vscode.TextDocument,
  position: vscode.Position,
  context: vscode.InlineCompletionContext,
  token: vscode.CancellationToken,
): Promise<vscode.InlineCompletionItem[] | undefined> {
  const place = { uri: document.uri.toString(), version: document.version, offset: document.offsetAt(position) };
  const again = offerAgain.take(place);
  const invoked = again === undefined && context.triggerKind === vscode.InlineCompletionTriggerKind.Invoke;
  using abort = toAbortSignal(token, invoked ? INVOKED_DEADLINE_MS : AUTOMATIC_DEADLINE_MS);
  const { signal } = abort;
  documents.use(document);
  const { selectedCompletionInfo } = context;
  const triggerKind = vscode.InlineCompletionTriggerKind[invoked ? 'Invoke' : 'Automatic'];
  const request = toRequest(document, position, { triggerKind, selectedCompletionInfo }, documents, now());
  const { time, uri, version, languageId, offset } = request;
  session.tell({ kind: 'requested', request: number, uri, version, offset, triggerKind: request.triggerKind });

  const { result, others } = await provide();
  // What was offered again does not grow once more.
  if (again === undefined) offerAgain.told(request, result);
  requests.add({ time, uri, version, languageId, triggerKind: request.triggerKind, result });
  hidden.told(request, result);
  log.info('request', describe(request, result));
  const tookMs = Math.round(now() - time);
  if (result.kind === 'nothing' || token.isCancellationRequested || document.version !== version) {
    const reason = result.kind === 'nothing' ? result.reason : 'superseded';
    session.tell({ kind: 'nothing', request: number, reason, tookMs });
    return undefined;
  }

  const suggestion = outcomes.offered(result.suggestion, document, request, others);
  imports.offered(suggestion, [result.suggestion, ...others], document, offset);
  session.tell(shownEvent(number, suggestion, result.suggestion, tookMs));
  return [result.suggestion, ...others].map((one) => toItem(one, position, request, context, acceptedCommand));

  async function provide(): Promise<CandidatesResult> {
    if (again !== undefined) {
      return { result: await provideAgain(sotto.pipeline, request, again.stood, signal), others: [] };
    }
    // The engine says the same each time.
    if (invoked && sotto.asksServer()) return candidates.provide(sotto.pipeline, request, signal);
    return { result: await provideCompletion(sotto.pipeline, request, signal), others: [] };
  }
}

function toItem(
  { id, insertText, replaceSuffix }: Suggestion,
  position: vscode.Position,
  request: CompletionRequest,
  { selectedCompletionInfo }: vscode.InlineCompletionContext,
  acceptedCommand: string,
): vscode.InlineCompletionItem {
  const end = position.translate(0, replaceSuffix);
  const command = { command: acceptedCommand, title: 'Suggestion accepted', arguments: [id] };
  if (selectedCompletionInfo === undefined || request.selectedItem === undefined) {
    return new vscode.InlineCompletionItem(insertText, new vscode.Range(position, end), command);
  }
  // With the suggest widget open, VS Code draws only what replaces the item's range by more than the item.
  const range = new vscode.Range(selectedCompletionInfo.range.start, end);
  return new vscode.InlineCompletionItem(request.selectedItem.typed + insertText, range, command);
}

/** Of what is drawn already and offered anew, `suggestion` is the number that it is followed under. */
function shownEvent(request: number, suggestion: number, offered: Suggestion, tookMs: number): ToldEvent {
  const { insertText, origin, confidence, accept } = offered;
  return {
    kind: 'shown',
    request,
    suggestion,
    length: insertText.length,
    lines: insertText.split('\n').length,
    insertText,
    origin,
    ...(confidence === undefined ? {} : { confidence }),
    accept: {
      ...(accept.before === undefined ? {} : { before: accept.before }),
      ...(accept.show === undefined ? {} : { show: accept.show }),
    },
    tookMs,
  };
}

function describe(request: CompletionRequest, result: CompletionResult) {
  const { languageId, triggerKind, place } = request;
  const stages = Object.fromEntries(
    Object.entries(result.timings).map(([stage, ms]) => [`${stage}Ms`, Math.round(ms * 10) / 10]),
  );
  if (result.kind === 'nothing') {
    return { languageId, triggerKind, place, result: result.reason, detail: result.detail, ...stages };
  }
  const { id, insertText, origin, confidence, accept } = result.suggestion;
  return {
    languageId,
    triggerKind,
    place,
    result: origin,
    id,
    characters: insertText.length,
    confidence,
    accept: accept.show,
    ...stages,
  };
}
