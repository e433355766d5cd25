import path from 'node:path';
import { ROOT } from '../../scripts/lib/root.ts';

/** What the last run of the suite in the real editor measured, for the speed bench; like all of `out`, not committed. */
export const HOST_FIGURES = path.join(ROOT, 'out', 'host-figures.json');
