import path from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';
import { withIndex } from './with-index.ts';

/** `sotto index DIR`: brings the index of a folder up to date and says what is in it. Exit code 0. */
export async function indexFolder(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) throw new UsageError('index takes one folder');
  const root = path.resolve(positionals[0] ?? '.');
  const { files, outlined, isCut, skipped, bytes, milliseconds, modelFile } = await withIndex(
    root,
    async ({ indexed }) => indexed,
  );
  if (values.json) {
    console.log(
      JSON.stringify({ root, files, outlined, isCut, skipped, bytes, milliseconds, storage: path.dirname(modelFile) }),
    );
    return 0;
  }
  console.log(
    `${root}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB, of ${outlined} the definitions; ${skipped} left out`,
  );
  if (isCut) console.log('there are more files than are read: of open folders alone the definitions are known');
  console.log(`read in ${(milliseconds / 1000).toFixed(1)} s, kept in ${path.dirname(modelFile)}`);
  return 0;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
