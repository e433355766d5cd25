import type { CandidateTable } from './candidate-table.ts';
import { RANK_WIDTH, writeRankFeatures, type RankScene } from './rank-features.ts';
import { evaluateNet, type SmallNet } from '../base/small-net.ts';

/** Candidates that are looked at closely. */
export const MAX_RANKED = 32;

export interface Ranking {
  /** Places in the given slots, best first. Valid until the next ranking. */
  readonly order: readonly number[];
  /** By place. */
  readonly probabilities: Float64Array;
  /** The probability of a token that is no candidate. */
  readonly none: number;
}

/** Turns candidates with evidence into probabilities: by a small net, which has learned what such evidence is worth. */
export class Ranker {
  readonly #net: SmallNet | undefined;
  readonly rows = new Float32Array((MAX_RANKED + 1) * RANK_WIDTH);
  readonly #probabilities = new Float64Array(MAX_RANKED + 1);

  /** Without a net the blend is taken as it is: for measuring what the net brings. */
  constructor(net: SmallNet | undefined) {
    this.#net = net;
  }

  /** `slots`: at most `MAX_RANKED` of the table's, the likeliest by the blend first. */
  rank(slots: readonly number[], scene: RankScene, table: CandidateTable): Ranking {
    const probabilities = this.#probabilities;
    const count = slots.length;
    if (this.#net) {
      writeRankFeatures(table, slots, scene, this.rows);
      this.#softmax(this.#net, count);
    } else {
      const sum = slots.reduce((total, slot) => total + table.probability[slot]!, 0);
      for (const [place, slot] of slots.entries()) probabilities[place] = table.probability[slot]! / Math.max(1, sum);
      probabilities[count] = Math.max(0, 1 - sum);
    }
    const order = slots.map((_, place) => place);
    order.sort((a, b) => probabilities[b]! - probabilities[a]! || a - b);
    return { order, probabilities, none: probabilities[count]! };
  }

  #softmax(net: SmallNet, count: number): void {
    const probabilities = this.#probabilities;
    let most = -Infinity;
    for (let place = 0; place <= count; place++) {
      probabilities[place] = evaluateNet(net, this.rows, place * RANK_WIDTH);
      most = Math.max(most, probabilities[place]!);
    }
    let sum = 0;
    for (let place = 0; place <= count; place++) {
      probabilities[place] = Math.exp(probabilities[place]! - most);
      sum += probabilities[place]!;
    }
    for (let place = 0; place <= count; place++) probabilities[place]! /= sum;
  }
}
