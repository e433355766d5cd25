import path from 'node:path';

/** The folder of this repository. */
export const ROOT = path.dirname(path.dirname(import.meta.dirname));
