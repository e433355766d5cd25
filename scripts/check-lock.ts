// Proves that the lock file serves the platforms people have:   node scripts/check-lock.ts
// `npm ci` is dry-run for each; and because npm silently does without an optional package that a lock file lacks, every
// tool that brings one package per platform must have the one for each platform.
import fs from 'node:fs';
import path from 'node:path';
import { npmCommand, QUIET_NPM, runCommand } from './lib/run-command.ts';
import { ROOT } from './lib/root.ts';
import { report } from './lib/tally.ts';
import type { Tally } from './lib/tally.ts';

const PLATFORMS = ['darwin-arm64', 'darwin-x64', 'win32-x64', 'linux-arm64', 'linux-x64'] as const;

interface LockedPackage {
  readonly os?: string | readonly string[];
  readonly cpu?: string | readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type LockedPackages = Readonly<Record<string, LockedPackage>>;

/** One line per tool that has binaries for its platforms, but none for this one. */
export function missingBinaries(packages: LockedPackages, platform: string): string[] {
  const [os = '', cpu = ''] = platform.split('-');
  return Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) => {
    const names = Object.keys(optionalDependencies);
    // What names the platform in its own name is one binary of several; `fsevents` and its like are extras for one system.
    const binaries = names.filter((name) => /(linux|darwin|win32|wasm)/.test(name));
    if (binaries.length < 3) return [];
    const locked = binaries.map((name) => find(packages, place, name)).filter((found) => found !== undefined);
    const fitting = locked.some((found) => [found.os].flat().includes(os) && [found.cpu].flat().includes(cpu));
    return fitting ? [] : [`${place.replace('node_modules/', '')} has no binary for ${platform} in the lock file`];
  });
}

/** As Node resolves: next to the asking package, then further out. */
function find(packages: LockedPackages, place: string, name: string): LockedPackage | undefined {
  for (let at = place; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    const found = packages[`${at ? `${at}/` : ''}node_modules/${name}`];
    if (found || !at) return found;
  }
}

function complaint(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^npm error ?/, '').trim());
  const missing = lines.filter((line) => /^(Missing|Invalid):/.test(line));
  return (missing.length > 0 ? missing : lines.filter(Boolean).slice(0, 3)).join('; ');
}

export async function checkLock(folder = ROOT): Promise<Tally> {
  const { packages } = JSON.parse(fs.readFileSync(path.join(folder, 'package-lock.json'), 'utf8'));
  const failures: string[] = [];
  const [npm, first] = npmCommand();
  for (const platform of PLATFORMS) {
    const [os, cpu] = platform.split('-');
    const args = ['ci', '--dry-run', '--ignore-scripts', `--os=${os}`, `--cpu=${cpu}`];
    const { code, output } = await runCommand(npm, [...first, ...args], { cwd: folder, env: QUIET_NPM });
    const problems = code === 0 ? missingBinaries(packages, platform) : [complaint(output)];
    console.log(`  ${problems.length === 0 ? '✔' : '✖'} npm ci on ${platform}`);
    failures.push(...problems.map((problem) => `${platform}: ${problem}`));
  }
  const failedPlatforms = new Set(failures.map((failure) => failure.split(':', 1)[0]));
  return { tier: 'lock file', passed: PLATFORMS.length - failedPlatforms.size, failures, skips: [] };
}

if (import.meta.main) process.exitCode = report([await checkLock()]);
