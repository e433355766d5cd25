import { type Sensitivity, sensitivityOf } from './sensitive-file.ts';

/** What the file system says, asked by whoever may touch it; here it is only data. */
export interface PathFacts {
  /** The workspace's folders, absolute. */
  readonly roots: readonly string[];
  /** Whether two names that differ in case are one file. */
  readonly caseInsensitive: boolean;
  /** Where a symbolic link or a junction at that path leads, as it is stored; `undefined` for everything else. */
  readonly linkAt: (path: string) => string | undefined;
  readonly isFolder?: (path: string) => boolean;
  /** Whether a rule of the project leaves it out: `.gitignore` and its like. */
  readonly isIgnored?: (path: string) => boolean;
}

export type PathOperation = 'edit' | 'create' | 'delete' | 'rename' | 'overwrite-whole-file';

export type PathVerdict =
  /** `path`: absolute, links followed: the one to write, and to check once more right before. */
  | { readonly kind: 'allow'; readonly path: string }
  | { readonly kind: 'confirm'; readonly path: string; readonly reason: Sensitivity | 'ignored' | 'destructive' }
  | { readonly kind: 'refuse'; readonly reason: PathFault };

export type PathFault =
  | 'empty'
  | 'too-long'
  /** Control characters, or ones that nobody sees. */
  | 'unsafe-characters'
  /** A URI, an encoded path, `~`, a variable: a path is taken literally or not at all. */
  | 'not-a-plain-path'
  /** A name that Windows gives another meaning: a device, a stream, a short name, a blank or dot at its end. */
  | 'windows-name'
  | 'a-folder'
  | 'outside'
  /** Outside of the workspace by way of a link. */
  | 'link-outside'
  | 'link-loop';

/**
 * Whether an edit that a model proposes may go to that path. The path is compared part by part, never as a string, and once
 * more where its links lead, so that what is confirmed is what will be written (CVE-2026-21523, CVE-2026-41109).
 */
export function judgePath(target: string, operation: PathOperation, facts: PathFacts): PathVerdict {
  const isWindows = facts.roots.some((root) => /^[A-Za-z]:|^\\\\/.test(root));
  const fault = faultOf(target, isWindows);
  if (fault) return { kind: 'refuse', reason: fault };

  const named = toParts(target, facts, isWindows);
  if (!named) return { kind: 'refuse', reason: 'outside' };
  const inside = withinRoot(named, facts, isWindows);
  if (!inside) return { kind: 'refuse', reason: 'outside' };
  if (inside.length === 0) return { kind: 'refuse', reason: 'a-folder' };

  const real = followLinks(named, facts, isWindows);
  if (!real) return { kind: 'refuse', reason: 'link-loop' };
  const realInside = withinRoot(real, facts, isWindows);
  if (!realInside) return { kind: 'refuse', reason: 'link-outside' };
  const path = toPath(real, isWindows);
  if (realInside.length === 0 || facts.isFolder?.(path) === true) return { kind: 'refuse', reason: 'a-folder' };

  const reason =
    sensitivityOf(realInside.join('/')) ??
    sensitivityOf(inside.join('/')) ??
    (facts.isIgnored?.(path) === true ? ('ignored' as const) : undefined) ??
    (operation === 'edit' || operation === 'create' ? undefined : ('destructive' as const));
  return reason === undefined ? { kind: 'allow', path } : { kind: 'confirm', path, reason };
}

/** Linux takes 4,096 bytes for a path and 255 for a name. */
const LONGEST_PATH = 4096;
const LONGEST_NAME = 255;
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Variation_Selector}\p{Default_Ignorable_Code_Point}\u{FFFC}-\u{FFFF}]/u;

function faultOf(target: string, isWindows: boolean): PathFault | undefined {
  if (target.trim() === '') return 'empty';
  if (target.length > LONGEST_PATH) return 'too-long';
  if (UNSEEN.test(target)) return 'unsafe-characters';
  const hasDrive = /^[A-Za-z]:/.test(target);
  if (/^[A-Za-z][\w+.-]+:/.test(target) || (hasDrive && !isWindows)) return 'not-a-plain-path';
  if (/^~|^\$|^%\w+%|\$\{|%[0-9A-Fa-f]{2}|%u[0-9A-Fa-f]{4}|[?*<>|"]/.test(target)) return 'not-a-plain-path';
  if (!isWindows && target.includes('\\')) return 'not-a-plain-path';
  if (/^\\\\|^\/\//.test(target)) return isWindows ? 'windows-name' : 'not-a-plain-path';
  // Some letter that a file system may take for a dot or a slash.
  if (/[․-…／＼．｡。∕⁄⧸]/.test(target)) return 'unsafe-characters';
  if (/[/\\]$/.test(target) || /(?:^|[/\\])\.{1,2}$/.test(target)) return 'a-folder';
  const names = target.split(isWindows ? /[/\\]/ : '/');
  if (names.some((name) => new TextEncoder().encode(name).length > LONGEST_NAME)) return 'too-long';
  if (names.some((name) => name !== '' && name.trim() === '')) return 'unsafe-characters';
  if (!isWindows) return undefined;
  // `C:src` is relative to wherever that drive is at.
  if (hasDrive && !/^[A-Za-z]:[/\\]/.test(target)) return 'windows-name';
  return names.slice(hasDrive ? 1 : 0).some(isWindowsName) ? 'windows-name' : undefined;
}

function isWindowsName(name: string): boolean {
  if (name === '' || name === '.' || name === '..') return false;
  const stem = name.replace(/[.:].*$/, '').trim();
  const isDevice = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])$/i.test(stem);
  return isDevice || name.includes(':') || /[. ]$/.test(name) || /~\d/.test(name);
}

/** The parts of an absolute path, `.` and `..` worked out; `undefined` where it climbs out of the file system. */
function toParts(target: string, { roots }: PathFacts, isWindows: boolean): readonly string[] | undefined {
  const isAbsolute = isWindows ? /^[A-Za-z]:[/\\]/.test(target) : target.startsWith('/');
  if (isWindows && /^[/\\]/.test(target)) return undefined;
  return resolve(isAbsolute ? [] : splitPath(roots[0] ?? '', isWindows), splitPath(target, isWindows));
}

function resolve(from: readonly string[], parts: readonly string[]): readonly string[] | undefined {
  const resolved = [...from];
  for (const part of parts) {
    if (part === '..') {
      if (resolved.pop() === undefined) return undefined;
    } else if (part !== '.') {
      resolved.push(part);
    }
  }
  return resolved;
}

function splitPath(path: string, isWindows: boolean): readonly string[] {
  return path.split(isWindows ? /[/\\]+/ : /\/+/).filter((part) => part !== '');
}

function toPath(parts: readonly string[], isWindows: boolean): string {
  return isWindows ? parts.join('\\') : `/${parts.join('/')}`;
}

/** The parts behind a workspace folder; `undefined` outside of all of them. */
function withinRoot(parts: readonly string[], facts: PathFacts, isWindows: boolean): readonly string[] | undefined {
  const same = (a: string, b: string | undefined): boolean =>
    a === b ||
    (facts.caseInsensitive && b !== undefined && a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase());
  for (const root of facts.roots) {
    const named = splitPath(root, isWindows);
    // The workspace itself may have been opened by way of a link.
    for (const own of [named, followLinks(named, facts, isWindows) ?? named]) {
      if (own.length <= parts.length && own.every((part, index) => same(part, parts[index])))
        return parts.slice(own.length);
    }
  }
  return undefined;
}

/** More links than any system follows. */
const MOST_LINKS = 40;

/** Where the path leads; parts that do not exist yet are taken as they are. `undefined`: in circles. */
function followLinks(
  parts: readonly string[],
  { linkAt }: PathFacts,
  isWindows: boolean,
): readonly string[] | undefined {
  let resolved: readonly string[] = [];
  let rest = parts;
  for (let followed = 0; rest.length > 0;) {
    const next = [...resolved, rest[0]!];
    rest = rest.slice(1);
    const link = linkAt(toPath(next, isWindows));
    if (link === undefined) {
      resolved = next;
      continue;
    }
    if (++followed > MOST_LINKS) return undefined;
    const isAbsolute = isWindows ? /^[A-Za-z]:/.test(link) : link.startsWith('/');
    const target = resolve(isAbsolute ? [] : resolved, splitPath(link, isWindows));
    if (!target) return undefined;
    [resolved, rest] = [[], [...target, ...rest]];
  }
  return resolved;
}
