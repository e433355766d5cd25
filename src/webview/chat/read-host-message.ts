import * as v from 'valibot';
import type { ToView } from '../../core/chat/protocol.ts';

const id = v.string();
const count = v.pipe(v.number(), v.minValue(0));
const errorAction = v.picklist(['retry', 'open-settings', 'enter-key', 'set-up-server', 'new-chat']);

const chip = v.object({
  id,
  kind: v.picklist(['file', 'selection', 'symbol', 'problems', 'changes', 'rules']),
  label: v.string(),
  detail: v.string(),
  tokens: count,
  pinned: v.boolean(),
  consent: v.exactOptional(v.picklist(['asked', 'asked-again', 'given'])),
  isHiding: v.exactOptional(v.boolean()),
  refused: v.exactOptional(v.string()),
});

const turnState = v.variant('kind', [
  v.object({ kind: v.literal('complete') }),
  v.object({ kind: v.literal('streaming') }),
  v.object({ kind: v.literal('stopped') }),
  v.object({ kind: v.literal('failed'), message: v.string(), action: v.exactOptional(errorAction) }),
]);

const turn = v.object({
  id,
  speaker: v.picklist(['person', 'model']),
  text: v.string(),
  thinking: v.exactOptional(v.string()),
  state: turnState,
  context: v.exactOptional(v.array(chip)),
});

const meter = v.object({ used: count, limit: v.exactOptional(count) });
const models = v.array(v.object({ id, label: v.string() }));

const state = v.object({
  conversation: id,
  turns: v.array(turn),
  chips: v.array(chip),
  draft: v.string(),
  meter,
  models,
  // A message leaves out what is `undefined`.
  model: v.optional(v.string(), undefined),
  destination: v.string(),
});

const message = v.variant('kind', [
  v.object({ kind: v.literal('state'), state }),
  v.object({ kind: v.literal('turn-added'), turn }),
  v.object({
    kind: v.literal('delta'),
    turn: id,
    text: v.exactOptional(v.string()),
    thinking: v.exactOptional(v.string()),
  }),
  v.object({ kind: v.literal('turn-changed'), turn: id, state: turnState }),
  v.object({ kind: v.literal('chips'), chips: v.array(chip), meter }),
  v.object({
    kind: v.literal('models'),
    models,
    model: v.optional(v.string(), undefined),
    destination: v.string(),
  }),
  v.object({
    kind: v.literal('suggestions'),
    request: count,
    suggestions: v.array(v.object({ id, label: v.string(), detail: v.string() })),
  }),
  v.object({
    kind: v.literal('conversations'),
    conversations: v.array(v.object({ id, title: v.string(), changed: v.number() })),
  }),
  v.object({ kind: v.literal('focus'), draft: v.exactOptional(v.string()) }),
]);

/** A message of the host, checked; `undefined` for anything else: other frames can post to the page, too. */
export function readHostMessage(received: unknown): ToView | undefined {
  const parsed = v.safeParse(message, received);
  if (!parsed.success) return undefined;
  return parsed.output as ToView;
}
