import { expect, test } from 'vitest';
import { type CompletionSource, SourceUnavailable } from '../../../src/core/completion/provide-completion.ts';
import { requestFromText } from '../../../src/core/completion/request-from-text.ts';
import { withFallback } from '../../../src/core/completion/with-fallback.ts';
import { failing, scripted } from '../../support/pipeline.ts';

const request = requestFromText({
  path: 'a.ts',
  languageId: 'typescript',
  text: '',
  offset: 0,
  triggerKind: 'automatic',
  time: 0,
});
const away = failing(new SourceUnavailable('refused'));

/** The server is what `server.is` holds; the engine always answers. */
function fallback(is: CompletionSource | undefined) {
  const server = { is };
  const told: string[] = [];
  const both = withFallback(
    () => server.is,
    scripted({ text: 'engine' }),
    (state) => told.push(state === 'answered' ? state : state.message),
  );
  return {
    server,
    told,
    expectsServer: () => both.expectsFirst(),
    async ask(signal = new AbortController().signal): Promise<string> {
      let text = '';
      for await (const piece of both.source(request, [], signal)) text += `${piece.text} (${piece.origin ?? 'engine'})`;
      return text;
    },
  };
}

test('the server answers while there is one', async () => {
  const { ask, told, expectsServer } = fallback(scripted({ text: 'server' }));
  expect(expectsServer()).toBe(true);
  expect(await ask()).toBe('server (model)');
  expect(told).toEqual(['answered']);
  expect(expectsServer()).toBe(true);
});

test('the engine answers where no server is set', async () => {
  const { ask, told, expectsServer } = fallback(undefined);
  expect(expectsServer()).toBe(false);
  expect(await ask()).toBe('engine (engine)');
  expect(told).toEqual([]);
});

test('the engine answers for a server that is away, and is expected to until the server answers again', async () => {
  const { ask, server, told, expectsServer } = fallback(away);
  expect(await ask()).toBe('engine (engine)');
  expect(told).toEqual(['refused']);
  expect(expectsServer()).toBe(false);
  let answers = false;
  const back: CompletionSource = (...args) => (answers ? scripted({ text: 'server' }) : away)(...args);
  server.is = back;
  await ask();
  expect(expectsServer()).toBe(false);
  answers = true;
  expect(await ask()).toBe('server (model)');
  expect(expectsServer()).toBe(true);
});

test('a server that is set instead of one that is away is expected to answer', async () => {
  const { ask, server, expectsServer } = fallback(away);
  await ask();
  server.is = scripted({ text: 'server' });
  expect(expectsServer()).toBe(true);
});

test('a request that was given up says nothing about the server', async () => {
  const { ask, told, expectsServer } = fallback(away);
  await expect(ask(AbortSignal.abort('superseded'))).rejects.toThrow('refused');
  expect(told).toEqual([]);
  expect(expectsServer()).toBe(true);
});
