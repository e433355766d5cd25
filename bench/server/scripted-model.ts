import { hashOf } from '../../src/core/base/fnv.ts';
import type { CompletionSource } from '../../src/core/completion/provide-completion.ts';
import type { CompletionRequest } from '../../src/core/completion/request.ts';
import type { SessionEvent } from '../../src/core/completion/session.ts';
import { createSessionDocuments } from '../../src/core/completion/session-documents.ts';

/**
 * A model that has seen the session's end: asked at a place, it goes on as the document does in the end, with the rest of
 * the line and so many more lines, but for a share of the lines, by their text, that it gets wrong after some characters,
 * and again further on. It says the same each time, and asked inside its own answer the rest of that.
 */
export interface ScriptedModel {
  readonly source: CompletionSource;
  /** Requests so far. */
  asked(): number;
}

export function scriptedModel(ends: ReadonlyMap<string, string>, wrongShare: number, lines: number): ScriptedModel {
  let asked = 0;
  return {
    async *source(request, _, signal) {
      asked++;
      const text = answerAt(request, ends.get(request.uri) ?? '', wrongShare, lines);
      // In tokens of a kind, so that an answer can be left in its middle.
      for (const piece of text.match(/\s*(?:\w+|[^\w\s])/g) ?? []) {
        signal.throwIfAborted();
        yield { text: piece, origin: 'model', logProbabilities: [-0.05] };
      }
    },
    asked: () => asked,
  };
}

/** What each document of a session is in the end. */
export async function endsOf(events: AsyncIterable<SessionEvent>): Promise<ReadonlyMap<string, string>> {
  const documents = createSessionDocuments();
  const ends = new Map<string, string>();
  for await (const event of events) {
    documents.apply(event);
    if ('uri' in event) {
      const text = documents.get(event.uri)?.text;
      if (text !== undefined) ends.set(event.uri, text);
    }
  }
  return ends;
}

function answerAt({ before }: CompletionRequest, end: string, wrongShare: number, lines: number): string {
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = before.slice(lineStart);
  // Where the same two lines stand in the end, the person is writing what comes after them.
  const above = before.slice(before.lastIndexOf('\n', lineStart - 2) + 1);
  const at = end.indexOf(above);
  if (at < 0 || above.trim() === '') return '';
  const [first = '', ...further] = end
    .slice(at + above.length)
    .split('\n')
    .slice(0, lines);
  let answer = '';
  let [whole, from] = [line + first, line.length];
  for (const next of [...further, undefined]) {
    const said = lineAnswer(whole, from, wrongShare);
    answer += `${said}\n`;
    // Nobody is right again behind what is wrong.
    if (said !== whole.slice(from) || next === undefined) break;
    [whole, from] = [next, 0];
  }
  return answer;
}

/** The line from there on; of one that it gets wrong so much as is right up to a column, the next one once that is passed. */
function lineAnswer(whole: string, from: number, wrongShare: number): string {
  if (share(whole) >= wrongShare) return whole.slice(from);
  let column = 0;
  for (let turn = 0; column <= from; turn++) column += 3 + Math.floor(share(`${whole} ${turn}`) * 12);
  return `${whole.slice(from, column)}${column < whole.length ? 'Other(value);' : ''}`;
}

/** A number in [0, 1) that a text always has. */
function share(text: string): number {
  return hashOf(text) / 2 ** 32;
}
