import { decideExtent } from '../../src/core/completion/decide-extent.ts';
import { fitAtCursor } from '../../src/core/completion/fit-at-cursor.ts';
import { postProcess } from '../../src/core/completion/post-process.ts';
import type { CompletionPipeline, CompletionSource, Generated } from '../../src/core/completion/provide-completion.ts';
import { createReuse } from '../../src/core/completion/reuse.ts';
import { stopEarly } from '../../src/core/completion/stop-early.ts';
import { refuseTrigger } from '../../src/core/completion/trigger.ts';
import { openGate } from '../../src/core/gate/gate.ts';
import { defaultSettings } from '../../src/core/settings/settings.ts';

/** The real parts around a scripted source, with a gate that lets through whatever a source is sure of, and a clock that stands still. */
export function testPipeline(source: CompletionSource, parts: Partial<CompletionPipeline> = {}): CompletionPipeline {
  const reuse = createReuse();
  let lastId = 0;
  return {
    refuseTrigger: (request) => refuseTrigger(request, { settings: defaultSettings, snoozedUntil: undefined }),
    findReuse: (request) => reuse.find(request),
    remember: (request, insertText) => reuse.remember(request, insertText),
    gateBeforeRequest: openGate.beforeRequest,
    collectContext: async () => [],
    source,
    postProcess,
    fitAtCursor,
    stopEarly: (request) => stopEarly(request, { maxLines: 0, extent: decideExtent(request, 0) }),
    mendSyntax: async (processed) => processed,
    findInvented: async () => undefined,
    likelyLength: (_, { insertText }) => insertText.length,
    gateBeforeShow: (_, { confidence }) => ({ ...openGate.beforeShow(), pass: !(confidence! < SURE) }),
    newId: () => ++lastId,
    delay: () => ({ askAfterMs: 0, showAfterMs: 0 }),
    grace: () => new Promise(() => {}),
    wait: async () => {},
    now: () => 0,
    ...parts,
  };
}

const SURE = 0.65;

/** A source that yields these pieces, and counts how often it is asked. */
export function scripted(...pieces: Generated[]): CompletionSource & { asked: number } {
  const source = async function* () {
    source.asked++;
    yield* pieces;
  } as unknown as CompletionSource & { asked: number };
  source.asked = 0;
  return source;
}

/** A source that fails at the first piece. */
export function failing(error: Error): CompletionSource {
  return () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) });
}
