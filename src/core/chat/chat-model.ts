import type { Log } from '../base/log.ts';
import type { AnswerPiece } from '../models/answer.ts';
import type { ChatMessage } from '../models/chat.ts';
import type { ErrorAction, ModelChoice, TurnState } from './protocol.ts';

/** The model that the person set for the chat, if any, as the chat sees it. */
export interface ChatModel {
  /** `undefined` where it may be asked, else why not. */
  missing(): MissingModel | undefined;
  /** Where questions go, as what follows "to": an address, or nowhere. */
  destination(): string;
  models(): readonly ModelChoice[];
  chosen(): string | undefined;
  choose(model: string): void;
  /** In tokens, where the server has told. */
  contextLength(): number | undefined;
  /** Asks the server what it has; true where that was news. Never rejects. */
  look(): Promise<boolean>;
  /** `onSent` gets the body, byte for byte as it left. Throws what `describeFailure` understands. */
  ask(
    messages: readonly ChatMessage[],
    onSent: (body: string) => void,
    signal: AbortSignal,
  ): AsyncIterable<AnswerPiece>;
  /** The body of that request as it would leave. */
  preview(messages: readonly ChatMessage[]): Promise<string>;
}

export interface MissingModel {
  /** One sentence. */
  readonly sentence: string;
  readonly action: ErrorAction | undefined;
}

/** There is no answer, and a sentence says why. */
export class NoAnswer extends Error {
  readonly action: ErrorAction | undefined;

  constructor(sentence: string, action: ErrorAction | undefined) {
    super(sentence);
    this.name = 'NoAnswer';
    this.action = action;
  }
}

/** How an answer ends that went wrong: what had come of it is kept. */
export function describeFailure(error: unknown, log: Log): TurnState {
  if (error instanceof NoAnswer) return failed(error.message, error.action);
  log.warn('chat.answer-failed', { message: String(error) });
  return failed('Something went wrong in Sotto itself; the log says what.', 'retry');
}

function failed(message: string, action: ErrorAction | undefined): TurnState {
  return { kind: 'failed', message, ...(action === undefined ? {} : { action }) };
}
