import fs from 'node:fs';
import path from 'node:path';
import { bytesWithImports, type Metafile } from '../../scripts/check-size.ts';
import { ROOT } from '../../scripts/lib/root.ts';
import { packExtension } from '../../scripts/package.ts';

export interface Sizes {
  /** What activation reads: the extension's bundle with what it imports. */
  readonly bundleKB: number;
  readonly vsixKB: number;
}

/** Builds and packs anew: what lies in `dist` may be of another day. */
export async function measureSizes(): Promise<Sizes> {
  const vsix = await packExtension();
  const metafile = JSON.parse(fs.readFileSync(path.join(ROOT, 'dist', 'meta.json'), 'utf8')) as Metafile;
  return {
    bundleKB: bytesWithImports(metafile, 'dist/extension.js') / 1000,
    vsixKB: fs.statSync(vsix).size / 1000,
  };
}
