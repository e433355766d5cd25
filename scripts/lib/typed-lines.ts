// What the gate would have seen of the engine's guesses while lines of replayed commits are typed key by key, by somebody
// who takes every right suggestion: unlike at single cursors, it is known there what was typed against.
import { countTypedAgainst, type SuggestedOnLine } from '../../src/core/completion/count-typed-against.ts';
import { wholeOrSurer } from '../../src/core/completion/whole-or-surer.ts';
import type { Cut } from '../../src/core/engine/choose.ts';
import { rankNet } from '../../src/core/engine/rank-weights.ts';
import { Ranker } from '../../src/core/engine/ranker.ts';
import { engineInput } from './engine-input.ts';
import { isWorthShowing } from './engine-samples.ts';
import type { GateSample } from './fit-gate.ts';
import { isRight } from './is-right.ts';
import { REPLAY_CORPORA } from './replay-corpora.ts';
import { type Asked, askedIn } from './replay-scenes.ts';

/** Other lines than those that anything else was fitted at. */
const SEED = 4;
/** From this confidence on a guess is taken for shown; what ships may move without these weights. */
const SHOWN_FROM = 0.65;

export async function typedLineSamples(cache: string, linesPerCorpus: number): Promise<GateSample[]> {
  const samples: GateSample[] = [];
  const ranker = new Ranker(rankNet);
  for (const corpus of REPLAY_CORPORA) {
    if (corpus.use !== 'training') continue;
    const options = { cache, count: linesPerCorpus, seed: SEED, ranker, purpose: 'measuring' } as const;
    for await (const asked of askedIn(corpus, options)) samples.push(...typeLine(corpus.name, asked));
    process.stderr.write(`${corpus.name}: ${samples.length} guesses in typed lines so far\n`);
  }
  return samples;
}

/** Every guess that says something else than the one before. */
function typeLine(group: string, { engine, path, languageId, suffix, place }: Asked): GateSample[] {
  const { text: file } = place.file;
  const end = place.offset + place.truth.length;
  const lineStart = file.lastIndexOf('\n', place.offset - 1) + 1;
  const samples: GateSample[] = [];
  const suggested: SuggestedOnLine[] = [];
  const said = new Set<string>();
  let offset = lineStart + /^[ \t]*/.exec(file.slice(lineStart))![0].length;
  while (offset < end) {
    const text = file.slice(0, offset) + suffix;
    engine.openDocument({ uri: path, path, languageId, version: 1, text });
    const { best, surer } = engine.find({ uri: path, version: 1, offset, nearPaths: [] }) ?? {};
    engine.closeDocument({ uri: path });
    const linePrefix = file.slice(lineStart, offset);
    const typedAgainst = countTypedAgainst(suggested, linePrefix);
    const judge = (cut: Cut): { readonly pass: boolean } => {
      const label = isRight(cut.text.split('\n')[0]!, file.slice(offset, end)) ? 1 : 0;
      if (!said.has(linePrefix + cut.text)) {
        samples.push({ group, label, input: engineInput({ text, offset }, cut, typedAgainst), time: 0 });
      }
      said.add(linePrefix + cut.text);
      return { pass: cut.confidence >= SHOWN_FROM };
    };
    const shown = best && isWorthShowing(best) ? wholeOrSurer(best, surer, judge) : undefined;
    const line = shown?.verdict.pass === true ? shown.guess.text.split('\n')[0]!.trimEnd() : '';
    if (line !== '') suggested.push({ linePrefix, insertText: line });
    offset += line !== '' && isRight(line, file.slice(offset, end)) ? line.length : 1;
  }
  return samples;
}
