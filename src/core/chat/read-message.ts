import * as v from 'valibot';
import type { FromView } from './protocol.ts';

/** More than anyone types, and little enough to be stored at each pause. */
const LONGEST_TEXT = 200_000;

const id = v.pipe(v.string(), v.maxLength(200));
const text = v.pipe(v.string(), v.maxLength(LONGEST_TEXT));
const number = v.pipe(v.number(), v.integer(), v.minValue(0));
const kind = <Kind extends FromView['kind']>(name: Kind) => v.literal(name);
const action = v.picklist(['retry', 'open-settings', 'enter-key', 'set-up-server', 'new-chat']);

const message = v.variant('kind', [
  v.strictObject({ kind: kind('ready') }),
  v.strictObject({ kind: kind('send'), text }),
  v.strictObject({ kind: kind('stop') }),
  v.strictObject({ kind: kind('retry'), turn: id }),
  v.strictObject({ kind: kind('edit-and-resend'), turn: id, text }),
  v.strictObject({ kind: kind('new-chat') }),
  v.strictObject({ kind: kind('list-conversations') }),
  v.strictObject({ kind: kind('open-conversation'), conversation: id }),
  v.strictObject({ kind: kind('draft'), text }),
  v.strictObject({ kind: kind('remove-chip'), chip: id }),
  v.strictObject({ kind: kind('pin-chip'), chip: id, pinned: v.boolean() }),
  v.strictObject({ kind: kind('tick-chip'), chip: id, ticked: v.boolean() }),
  v.strictObject({ kind: kind('complete'), request: number, sign: v.picklist(['@', '/']), query: id }),
  v.strictObject({ kind: kind('mention'), suggestion: id }),
  v.strictObject({ kind: kind('choose-model'), model: id }),
  v.strictObject({ kind: kind('show-sent'), turn: v.exactOptional(id) }),
  v.strictObject({
    kind: kind('code'),
    turn: id,
    block: number,
    action: v.picklist(['copy', 'insert', 'apply', 'new-file']),
  }),
  v.strictObject({ kind: kind('open-link'), href: v.pipe(v.string(), v.maxLength(4_000)) }),
  v.strictObject({ kind: kind('open-place'), place: v.pipe(v.string(), v.maxLength(1_000)) }),
  v.strictObject({ kind: kind('act'), turn: id, action }),
  v.strictObject({ kind: kind('fault'), message: v.pipe(v.string(), v.maxLength(4_000)) }),
]);

/** A message of the view, checked; `undefined` for anything else: what a page posts is not trusted, not even of ours. */
export function readMessage(received: unknown): FromView | undefined {
  const parsed = v.safeParse(message, received);
  return parsed.success ? parsed.output : undefined;
}
