import * as v from 'valibot';
import { type Conversation, interrupted } from './conversation.ts';

const chip = v.object({
  id: v.string(),
  kind: v.picklist(['file', 'selection', 'symbol', 'problems', 'changes', 'rules']),
  label: v.string(),
  detail: v.string(),
  tokens: v.number(),
  pinned: v.boolean(),
  consent: v.exactOptional(v.picklist(['asked', 'asked-again', 'given'])),
  isHiding: v.exactOptional(v.boolean()),
  refused: v.exactOptional(v.string()),
});

const state = v.variant('kind', [
  v.object({ kind: v.literal('complete') }),
  v.object({ kind: v.literal('streaming') }),
  v.object({ kind: v.literal('stopped') }),
  v.object({
    kind: v.literal('failed'),
    message: v.string(),
    action: v.exactOptional(v.picklist(['retry', 'open-settings', 'enter-key', 'set-up-server', 'new-chat'])),
  }),
]);

const turn = v.object({
  id: v.string(),
  speaker: v.picklist(['person', 'model']),
  text: v.string(),
  thinking: v.exactOptional(v.string()),
  state,
  context: v.exactOptional(v.array(chip)),
});

const conversation = v.object({ id: v.string(), turns: v.array(turn), draft: v.string(), changed: v.number() });

const file = v.object({ format: v.literal(1), conversation });

/** A conversation as it is stored. */
export function writeConversation(written: Conversation): string {
  return JSON.stringify({ format: 1, conversation: written });
}

/** `undefined` for anything that is no conversation of ours, whole; an answer that streamed when it was stored counts as stopped. */
export function readConversation(text: string): Conversation | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(file, json);
  return parsed.success ? interrupted(parsed.output.conversation) : undefined;
}
