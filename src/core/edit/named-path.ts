/** Whether a path in an answer means the file at hand: spelled otherwise, or its name alone. */
export function isThisFile(named: string, path: string): boolean {
  const [there, here] = [normalPath(named), normalPath(path)];
  if (there === here || there === here.slice(here.lastIndexOf('/') + 1)) return true;
  return /^[ab]\//.test(there) && there.slice(2) === here;
}

/** `./a\b` → `a/b`. */
export function normalPath(path: string): string {
  return path
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .replaceAll(/\/{2,}/g, '/');
}

/**
 * The path that a line above a block names, where naming it is all that the line does: `src/a.ts`, `**src/a.ts**`,
 * `### File: src/a.ts`, ``2. In `src/a.ts`:``.
 */
export function pathOnLine(line: string): string | undefined {
  const text = line
    .trim()
    .replace(/^(?:#{1,6}\s+|>\s+|[-*+]\s+|\d+[.)]\s+|\/\/\s*|#\s*|<!--\s*)/, '')
    .replace(/\s*-->$/, '')
    .replaceAll(/\*\*|__/g, '')
    .replace(/:$/, '')
    .trim();
  const words =
    /^(?:(?:in|file|path|filename|file ?path|update|edit|modify|change|create|new file|and|then|now|next|first|for|the|to|also)\b[\s:]*)*(.*?)(?:\s*\((?:new|new file|updated|modified|unchanged)\))?$/i.exec(
      text,
    );
  const rest = (words?.[1] ?? text).replace(/:$/, '').trim();
  const quoted = /^[`'"]([^`'"]+)[`'"]$/.exec(rest)?.[1];
  const candidate = quoted ?? rest;
  return looksLikePath(candidate) ? candidate : undefined;
}

/** The path in a fence's info string: `ts src/a.ts`, `src/a.ts`, `ts:src/a.ts`, `ts title="src/a.ts"`. */
export function pathInInfo(info: string): string | undefined {
  const named = /(?:title|file|filename|path|name)\s*=\s*["']?([^"'\s}]+)/i.exec(info)?.[1];
  if (named !== undefined) return named;
  return info.split(/\s+|(?<=^\w+):/).find((word) => looksLikePath(word));
}

/** No blanks, and an extension or a folder: a word of prose has neither. */
function looksLikePath(text: string): boolean {
  if (text.length === 0 || text.length > 300 || /\s|[<>"`|?*;=,{}]|\)$/.test(text) || /^\w+:\/\//.test(text))
    return false;
  if (/[()]/.test(text) && !text.includes('/')) return false;
  return (
    /[^./\\]\.[A-Za-z]\w{0,11}$/.test(text) ||
    /^(?:\.{0,2}[/\\])?[\w.@-]+(?:[/\\][\w.@[\]()-]+)+$/.test(text) ||
    /^(?:Dockerfile|Makefile|\.[a-z]\w+)$/.test(text)
  );
}
