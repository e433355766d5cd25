import type { FunctionFacts, Variable } from '../../core/repository/function-facts.ts';
import { readParameters } from '../../core/repository/read-parameters.ts';
import type { Capture, Match, Use } from './match.ts';
import type { PlacedDefinition } from './read-definitions.ts';

const MAX_TEXT = 160;
/** Where a type is left to the compiler. */
const NO_TYPE = new Set(['var', 'auto', 'let', 'const auto']);

/** The function that a place is in: the smallest definition around it that has a body of statements. */
export function functionAround(placed: readonly PlacedDefinition[], offset: number): PlacedDefinition | undefined {
  return placed.findLast(
    ({ definition, start, end }) =>
      start <= offset && offset <= end && (definition.kind === 'function' || definition.kind === 'method'),
  );
}

/** `matches` and `calls` are those inside the function, or of the whole text where there is none. */
export function readFacts(
  text: string,
  languageId: string,
  around: PlacedDefinition | undefined,
  matches: readonly Match[],
  calls: readonly Use[],
): FunctionFacts {
  const definition = around?.definition;
  const parameters = readParameters(definition?.parameters ?? '', languageId);
  const own = new Set(parameters.map(({ name }) => name));
  const locals = readLocals(text, matches).filter(({ name }) => !own.has(name));
  return {
    ...(definition && { name: definition.name }),
    ...(definition?.parent !== undefined && { owner: definition.parent }),
    ...(definition?.type !== undefined && { returns: definition.type }),
    parameters,
    locals,
    reads: namesOf(text, matches, 'read').filter((name) => name !== definition?.name),
    writes: namesOf(text, matches, 'write'),
    calls: [...new Set(calls.map(({ start }) => nameFrom(text, start)))],
  };
}

/** One for each place, and of several matches the one that says most. */
function readLocals(text: string, matches: readonly Match[]): readonly Variable[] {
  const found = new Map<number, Variable>();
  /** Parts that were seen of what begins there. */
  const parts = new Map<number, number>();
  for (const { captures } of matches) {
    const name = captures.find((each) => each.name === 'local' || each.name === 'part' || each.name === 'each');
    if (!name) continue;
    const find = (wanted: string): Capture | undefined => captures.find((each) => each.name === wanted);
    const [type, value] = [find('type'), find('value')];
    const declared = type && oneLine(text, type);
    const part = name.name === 'part' && value ? (parts.get(value.start) ?? 0) : undefined;
    if (part !== undefined) parts.set(value!.start, part + 1);
    const from = name.name === 'each' ? 'each' : part === undefined ? undefined : { part };
    const variable: Variable = {
      name: oneLine(text, name),
      offset: name.start,
      ...(declared !== undefined && !NO_TYPE.has(declared) && { type: declared }),
      ...(value && { value: oneLine(text, value) }),
      ...(from !== undefined && { from }),
    };
    const known = found.get(name.start);
    if (!known || said(known) < said(variable)) found.set(name.start, variable);
  }
  return [...found.values()].toSorted((a, b) => a.offset - b.offset);
}

/** A value as it is says more than that something is a part of it. */
function said({ type, value, from }: Variable): number {
  return (type === undefined ? 0 : 2) + (value === undefined ? 0 : 2) - (from === undefined || from === 'each' ? 0 : 1);
}

/** Names after `.` and the like are members, and those of locals stand for themselves. */
function namesOf(text: string, matches: readonly Match[], kind: 'read' | 'write'): readonly string[] {
  const names = new Set<string>();
  for (const { captures } of matches) {
    const [{ name, start, end }] = captures as readonly [Capture];
    if (name !== kind || (kind === 'read' && /[.>:]\s*$/.test(text.slice(Math.max(0, start - 2), start)))) continue;
    names.add(oneLine(text, { start, end }));
  }
  return [...names];
}

function nameFrom(text: string, start: number): string {
  return /^[\p{L}\p{N}_$#]+/u.exec(text.slice(start, start + MAX_TEXT))?.[0] ?? '';
}

function oneLine(text: string, { start, end }: Pick<Capture, 'start' | 'end'>): string {
  return text
    .slice(start, Math.min(end, start + 2 * MAX_TEXT))
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_TEXT);
}
