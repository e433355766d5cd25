// Lets a typing simulation drive the engine: it knows whole files and a prefix and suffix, the engine knows documents.
import { Engine, type CursorPlace } from '../src/core/engine/engine.ts';
import { RepositoryBuilder } from '../src/core/engine/build-repository-model.ts';
import type { Part } from '../src/core/engine/predictor.ts';
import { Ranker } from '../src/core/engine/ranker.ts';
import { createGate } from '../src/core/gate/gate.ts';
import { freshState } from '../src/core/gate/learned-state.ts';
import { decisionParameters } from '../src/core/gate/mode.ts';
import { shippedWeights } from '../src/core/gate/weights.ts';
import { languageIdForPath } from '../src/core/syntax/languages.ts';
import { engineInput } from '../scripts/lib/engine-input.ts';

export { shippedThreshold } from '../src/core/engine/threshold.ts';

export type LeftOut = Part | 'ranking' | 'repository';

export interface SimulatedQuery {
  readonly path: string;
  readonly prefix: string;
  readonly suffix: string;
  /** A file extension without its dot. */
  readonly language: string;
  /** So many suggestions of this line were typed against. */
  readonly typedAgainst?: number;
}

export interface SimulatedAnswer {
  readonly text: string;
  readonly confidence: number;
  readonly line: string;
  readonly lineConf: number;
  /** Whether `text` is meant to end the line. */
  readonly eol: boolean;
  /** A beginning of `text` that the product shows where `text` is not sure enough. */
  readonly surer?: { readonly text: string; readonly confidence: number };
}

export interface SimulatedEngine {
  addFile(path: string, text: string): void;
  ready(): void;
  complete(query: SimulatedQuery): SimulatedAnswer;
  nextTokens(query: SimulatedQuery): readonly string[];
  stats(): Readonly<Record<string, number>>;
}

/**
 * What is shorter than `minChars` and does not end the line counts as nothing, as the pipeline drops it. `without`: what of
 * the engine is left out.
 */
export function createEngine(
  options: { readonly minChars?: number; readonly without?: LeftOut | undefined } = {},
): SimulatedEngine {
  const { without } = options;
  const engine = new Engine({
    ...(without === 'ranking' ? { ranker: new Ranker(undefined) } : {}),
    without: new Set(without === undefined || without === 'ranking' || without === 'repository' ? [] : [without]),
  });
  const builder = new RepositoryBuilder();
  let version = 0;
  let open = '';
  // Of somebody on his first day: the probability is what the shipped weights say.
  const gate = createGate({
    weights: shippedWeights,
    parameters: () => decisionParameters('balanced'),
    learned: () => freshState,
    random: () => 1,
    onFault(error) {
      throw error;
    },
  });

  // As in the editor, a document is opened once; then the difference to the last query is an edit.
  function place({ path, prefix, suffix, language }: SimulatedQuery): CursorPlace {
    const languageId = languageIdForPath(path) ?? languageIdForPath(`x.${language}`) ?? language;
    const text = prefix + suffix;
    version++;
    if (open !== '') engine.closeDocument({ uri: open });
    open = path;
    engine.openDocument({ uri: path, path, languageId, version, text });
    return { uri: path, version, offset: prefix.length, nearPaths: [] };
  }

  function accepted(
    { prefix, suffix, typedAgainst }: SimulatedQuery,
    best: { text: string; confidence: number },
  ): number {
    const input = engineInput({ text: prefix + suffix, offset: prefix.length }, best, typedAgainst);
    return gate.beforeShow(input, { model: 'engine', repository: '' }).probability;
  }

  return {
    addFile(path, text) {
      if (without === 'repository') return;
      builder.addFile({ path, text, languageId: languageIdForPath(path) ?? 'generic' });
    },
    ready: () => engine.setRepository(builder.finish()),
    complete: (query) => {
      const found = engine.find(place(query));
      const { best, surer } = found ?? {};
      const isWorthIt = best && (best.endsLine || best.text.trim().length >= (options.minChars ?? 6));
      return {
        text: isWorthIt ? best.text : '',
        confidence: isWorthIt ? accepted(query, best) : 0,
        line: found?.line ?? '',
        lineConf: found?.lineProbability ?? 0,
        eol: isWorthIt ? best.endsLine : false,
        ...(isWorthIt && surer ? { surer: { text: surer.text, confidence: accepted(query, surer) } } : {}),
      };
    },
    nextTokens: (query) => engine.nextTokens(place(query), 50),
    stats: () => ({ tokens: builder.tokenCount }),
  };
}
