import type { SmallNet } from './small-net.ts';

export const rankNet: SmallNet | undefined = undefined;
