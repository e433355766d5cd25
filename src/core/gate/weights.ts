// Written by scripts/train-gate.ts from bench/data/acceptance (14 programmers, MIT licence beside the data). Do not edit.
import type { GateWeights } from './gate.ts';

export const shippedWeights: GateWeights = {
  beforeRequest: {
    bias: -0.67166,
    features: {
      'line-start': { weight: 0.024493, mean: 0.20467, deviation: 0.40346 },
      'line-length': { weight: 0.13203, mean: 1.9446, deviation: 1.3509 },
      'after-blank': { weight: 0.072664, mean: 0.24176, deviation: 0.42815 },
      'inside-brackets': { weight: -0.087501, mean: 0.11401, deviation: 0.34676 },
      'in-comment': { weight: -0.39922, mean: 0.2761, deviation: 0.44707 },
      'since-shown': { weight: 0.017262, mean: 2.0357, deviation: 1.3356 },
      'since-accepted': { weight: -0.23708, mean: 3.4683, deviation: 1.4094 },
      'last-outcome': { weight: 0.25752, mean: -0.29533, deviation: 0.92545 },
      'to-document-end': { weight: -0.17677, mean: 3.4268, deviation: 2.5837 },
    },
  },
  beforeShow: {
    bias: -0.72787,
    features: {
      'line-start': { weight: 0.042179, mean: 0.20467, deviation: 0.40346 },
      'line-length': { weight: 0.1887, mean: 1.9446, deviation: 1.3509 },
      'after-blank': { weight: 0.039522, mean: 0.24176, deviation: 0.42815 },
      'inside-brackets': { weight: -0.056784, mean: 0.11401, deviation: 0.34676 },
      'in-comment': { weight: -0.40262, mean: 0.2761, deviation: 0.44707 },
      'since-shown': { weight: -0.05574, mean: 2.0357, deviation: 1.3356 },
      'since-accepted': { weight: -0.20913, mean: 3.4683, deviation: 1.4094 },
      'last-outcome': { weight: 0.2791, mean: -0.29533, deviation: 0.92545 },
      'to-document-end': { weight: -0.18522, mean: 3.4268, deviation: 2.5837 },
      length: { weight: 0.080729, mean: 3.1886, deviation: 1.0649 },
      tiny: { weight: -0.23667, mean: 0.075549, deviation: 0.26428 },
      short: { weight: -0.17631, mean: 0.16071, deviation: 0.36727 },
      'several-lines': { weight: 0.19321, mean: 0.11951, deviation: 0.32438 },
      'closes-more': { weight: -0.23006, mean: 0.074176, deviation: 0.26206 },
      'rejected-before': { weight: -0.13995, mean: 0.11538, deviation: 0.31949 },
    },
  },
  threshold: { beforeRequest: 0.081, beforeShow: 0.179 },
};
