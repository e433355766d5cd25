// Written by scripts/train-context.ts; do not edit.
import type { RankerWeights } from './rank.ts';

export const rankerWeights: RankerWeights = { candidate: { member: [], inside: [], line: [] }, need: [] };
