import type { ConfidenceModel } from './confidence.ts';
import { netOf } from './small-net.ts';

export const confidenceModel: ConfidenceModel = { net: netOf(28, 0, '0'), shift: 0, scale: 1 };
