import { isPrivateFile } from '../core/safety/private-file.ts';

/** Folders that hold what others wrote or what a tool made; skipped wherever they lie below the root. */
const SKIPPED_FOLDERS = wordSet(`
  .git .hg .svn .jj
  node_modules bower_components jspm_packages .yarn .pnpm-store vendor third_party Pods site-packages
  dist build out target obj .next .nuxt .svelte-kit .output .turbo .parcel-cache
  __pycache__ .venv venv .tox .mypy_cache .pytest_cache .ruff_cache
  coverage .nyc_output .gradle .idea .vs .cache .terraform .dart_tool`);

export function isSkippedFolder(name: string): boolean {
  return SKIPPED_FOLDERS.has(name) || name.endsWith('.egg-info');
}

/** Why a file is left out for its name alone, before it is opened. */
export type NameReason = 'secret' | 'lock-file' | 'generated' | 'minified';

/** `undefined` where nothing speaks against the name. Upper and lower case do not matter. */
export function reasonToSkipName(name: string): NameReason | undefined {
  const lower = name.toLowerCase();
  if (isPrivateFile(name)) return 'secret';
  if (LOCK_FILES.has(lower) || lower.endsWith('.lock')) return 'lock-file';
  if (MINIFIED_PATTERN.test(lower)) return 'minified';
  if (GENERATED_PATTERN.test(lower)) return 'generated';
  return undefined;
}

const LOCK_FILES = wordSet(`
  package-lock.json npm-shrinkwrap.json pnpm-lock.yaml yarn.lock bun.lockb deno.lock packages.lock.json
  cargo.lock poetry.lock pipfile.lock composer.lock gemfile.lock go.sum`);

const MINIFIED_PATTERN = /[.-]min\.[a-z]+$|\.bundle\.js$/;

/** By the custom of the tools that write them: protobuf, gRPC, WinForms, mocks, Kubernetes, GraphQL. */
const GENERATED_PATTERN =
  /\.pb\.(?:go|cc|h)$|_pb2(?:_grpc)?\.pyi?$|_pb\.(?:js|d\.ts)$|\.g(?:\.i)?\.cs$|\.designer\.cs$|^zz_generated|[._-]generated\.[a-z]+$|_gen\.go$|^mock_.*\.go$/;

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}
