// What made-up people type: two versions, a release or more apart, of small well-known packages that ship their sources.
// All are MIT. None is among what the engine's weights are fitted on (scripts/lib/replay-corpora.ts).
import path from 'node:path';
import { readSources } from '../../scripts/lib/read-sources.ts';
import { packageFolder, type PublishedPackage } from '../../scripts/lib/published-package.ts';
import type { SourceText } from '../../scripts/lib/read-sources.ts';
import type { FileVersions } from './make-trace.ts';

interface PackageVersions {
  readonly older: PublishedPackage;
  readonly newer: PublishedPackage;
  /** Which of its files are its source. */
  readonly sources: RegExp;
}

const pair = (
  name: string,
  sources: RegExp,
  ...[older, newer]: readonly (readonly [version: string, sha512: string])[]
): PackageVersions => ({
  older: { name, version: older![0], sha512: older![1] },
  newer: { name, version: newer![0], sha512: newer![1] },
  sources,
});

const TRACE_PACKAGES: readonly PackageVersions[] = [
  pair(
    'mobx',
    /^src\/.*\.ts$/,
    ['6.16.1', 'syNcDdX3KT+Jq3je6eGjBhuc24Z68td2VG0zNFqRswaE433D9SNH5VRy/xrGbJsUixfppLLccXhAW9JSf6n+SQ=='],
    ['7.0.0', 'J+hR/wq6RdBnB4QXQRqGrWL9vOOLKaYhXh0ooxLAW4AE72av10Y5+xiaxohUYmPZiUswfpxMjQooYqpWkv+Fxg=='],
  ),
  pair(
    'abitype',
    /^src\/.*\.ts$/,
    ['1.1.2', 'mqpSSIuddHs7t3IgsAweIZgYIQT4RhpIzrdcSN4fvHp9d77O0mglAAQ7fnI3r/hHIvgMwdpJAKr2T9K9leccYw=='],
    ['1.3.0', 'fk6Te+bojIFrMvMZrnOO+SxCB+RUksTGOzq/60ZRvs1L+BVzvi2bqt9L3W/17ZLdZsyM1FuYf65P5nlmoiH1Bg=='],
  ),
  pair(
    'preact',
    /^src\/.*\.js$/,
    ['10.26.0', '6ugi/Mb7lyV5RA6KlnijFyDLMU253i7L0RRiObIzDoqj59KT9iTeNJbA/YGw6M7jP4vxaab0DOA8DgodTOA6EQ=='],
    ['11.0.0', 'LRTLKuSe6VYPhvBDjwFaX+nuZnpsw6IN2GSboisAvhGsncylBmrbDCERhgKDn6yP2mAwbGvsB5OVyTe33M8gBg=='],
  ),
  pair(
    'commander',
    /^lib\/.*\.js$/,
    ['12.1.0', 'Vw8qHK3bZM9y/P10u3Vib8o/DdkvA2OtPtZvD871QKjy74Wj1WSKFILMPRPSdUSx5RFK1arlJzEtA4PkFgnbuA=='],
    ['14.0.3', 'H+y0Jo/T1RZ9qPP4Eh1pkcQcLRglraJaSLoyOtHxu6AapkjWVCy2Sit1QQ4x3Dng8qDlSsZEet7g5Pq06MvTgw=='],
  ),
];

export const TRACE_PACKAGE_NAMES = TRACE_PACKAGES.map(({ older }) => older.name);

export interface TraceSources {
  /** Of all files that the newer version has; paths begin with the package's name. */
  readonly versions: readonly FileVersions[];
  /** The older versions' sources: what the project holds when the session begins. */
  readonly project: readonly SourceText[];
}

/** Fetches what is not in the cache. Throws `Unavailable` without a network. */
export async function loadTraceSources(names: readonly string[]): Promise<TraceSources> {
  const sources = await Promise.all(
    TRACE_PACKAGES.filter(({ older }) => names.includes(older.name)).map(async ({ older, newer, sources: which }) => {
      const [before, after] = await Promise.all(
        [older, newer].map(async (version) => readSources(await packageFolder(version), which)),
      );
      return { name: older.name, before: before!, after: after! };
    }),
  );
  return {
    versions: sources.flatMap(({ name, before, after }) => {
      const older = new Map(before.map((file) => [file.path, file.text]));
      return after.map(({ path: file, languageId, text }) => ({
        path: path.posix.join(name, file),
        languageId,
        before: older.get(file) ?? '',
        after: text,
      }));
    }),
    project: sources.flatMap(({ name, before }) =>
      before.map((file) => ({ ...file, path: path.posix.join(name, file.path) })),
    ),
  };
}
