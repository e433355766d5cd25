import type { Definition, FileOutline } from '../repository/outline.ts';
import type { LocatedDefinition } from '../repository/repository-outline.ts';
import type { ContextIndex } from './context-index.ts';
import { declarationsIn } from './declarations-in.ts';
import { identifiersIn } from './identifiers.ts';
import type { Place } from './place.ts';

/** How much a type has to do with the place: 1 for that of the receiver right before the cursor. */
export interface TypesInScope {
  /** Of what stands before the `.` at the cursor. */
  readonly receiver: ReadonlySet<string>;
  /** What stands there, where it is names and dots alone: it may be that of a file which is imported as a whole. */
  readonly receiverName: string | undefined;
  /** The types around the cursor: `this`, `self`. */
  readonly own: ReadonlySet<string>;
  /** Of the variables in use near the cursor; nearer ones are worth more. */
  readonly variables: ReadonlyMap<string, number>;
}

/**
 * Types without a checker: of parameters, declarations, annotations, constructors and return types of known functions, as they
 * are written. Names of types are all that is kept; which file they are of is asked later.
 */
export function typesInScope(place: Place, index: ContextIndex): TypesInScope {
  const scope = new Scope(place, index);
  const chain = receiverChain(place.linePrefix, place.lines, place.line);
  const variables = new Map<string, number>();
  for (const [name, weight] of variablesNear(place)) {
    for (const type of scope.typesOfName(name, 0)) variables.set(type, Math.max(variables.get(type) ?? 0, weight));
  }
  return {
    receiver: new Set(chain ? scope.typesOfChain(chain, 0) : []),
    receiverName: chain?.every(({ isCall }) => !isCall) ? chain.map(({ name }) => name).join('.') : undefined,
    own: new Set(scope.ownTypes()),
    variables,
  };
}

const SELF = new Set(['this', 'self', 'Self', 'super', 'cls', 'base']);
const TYPE_KINDS = new Set<Definition['kind']>(['class', 'interface', 'type', 'enum']);
/** A declaration further up is seldom of use, and each line costs. */
const MAX_LINES_UP = 250;
const MAX_LINE_LENGTH = 400;
const MAX_DEPTH = 3;
const MAX_TYPES = 6;
const MAX_VARIABLES = 12;
/** A name with more definitions than this says nothing of a type. */
const MAX_AMBIGUOUS = 6;

class Scope {
  readonly #place: Place;
  readonly #index: ContextIndex;
  readonly #known = new Map<string, readonly string[]>();
  readonly #own: readonly string[];
  #first: number;

  constructor(place: Place, index: ContextIndex) {
    this.#place = place;
    this.#index = index;
    this.#own = ownTypes(place);
    this.#first = Math.max(0, place.line - MAX_LINES_UP);
  }

  ownTypes(): readonly string[] {
    return this.#own;
  }

  typesOfName(name: string, depth: number): readonly string[] {
    if (SELF.has(name)) return this.#own;
    const known = this.#known.get(name);
    if (known) return known;
    this.#known.set(name, []);
    const found = this.#findTypes(name, depth).slice(0, MAX_TYPES);
    this.#known.set(name, found);
    return found;
  }

  /** Of `a.b(…).c`, from what `a` is. */
  typesOfChain(chain: readonly Link[], depth: number): readonly string[] {
    let types: readonly string[] = [];
    for (const [at, { name, isCall }] of chain.entries()) {
      if (at === 0) {
        types = this.#typesOfFirst(name, isCall, depth);
      } else {
        const next = this.#typesOfMember(types, name);
        types = next.length > 0 ? next : this.#typesOfFirst(name, isCall, MAX_DEPTH);
      }
      types = types.slice(0, MAX_TYPES);
    }
    return types;
  }

  #typesOfFirst(name: string, isCall: boolean, depth: number): readonly string[] {
    if (SELF.has(name)) return this.#own;
    const named = this.#definitionsOf(name);
    if (named.some(({ definition }) => TYPE_KINDS.has(definition.kind))) return [name];
    const variable = depth < MAX_DEPTH && !isCall ? this.typesOfName(name, depth + 1) : [];
    if (variable.length > 0) return variable;
    if (named.length === 0 || named.length > MAX_AMBIGUOUS) return [];
    return [...new Set(named.flatMap(({ definition }) => this.#typesIn(definition.type, definition.parent)))];
  }

  #typesOfMember(types: readonly string[], name: string): readonly string[] {
    const found = new Set<string>();
    for (const type of withBases(types, this.#index, this.#place.outline)) {
      for (const { definition } of this.#membersOf(type)) {
        if (definition.name !== name) continue;
        for (const each of this.#typesIn(definition.type, type)) found.add(each);
        // `Type::new` and constants of an enumeration are of the type itself.
        if (definition.type === undefined && /^(?:new|create|from|default|of|build)/i.test(name)) found.add(type);
      }
    }
    return [...found];
  }

  #membersOf(type: string): readonly LocatedDefinition[] {
    const { definitions, path } = this.#place.outline;
    const own = definitions.filter((each) => each.parent === type).map((definition) => ({ path, definition }));
    return [...own, ...this.#index.ownedBy(type).filter((each) => each.path !== path)];
  }

  #definitionsOf(name: string): readonly LocatedDefinition[] {
    const { definitions, path } = this.#place.outline;
    const own = definitions.filter((each) => each.name === name).map((definition) => ({ path, definition }));
    return [...own, ...this.#index.named(name).filter((each) => each.path !== path)];
  }

  /** The names in a type as written that are types of ours. */
  #typesIn(written: string | undefined, owner: string | undefined): readonly string[] {
    if (written === undefined) return [];
    const names = identifiersIn(written.slice(0, 120)).map((name) => (name === 'Self' && owner ? owner : name));
    return [...new Set(names)].filter((name) =>
      this.#definitionsOf(name).some(({ definition }) => TYPE_KINDS.has(definition.kind)),
    );
  }

  #findTypes(name: string, depth: number): readonly string[] {
    const { lines, line: cursorLine, linePrefix, names } = this.#place;
    const above = names.get(name)?.linesAbove ?? [];
    for (let at = above.length - 1; at >= 0 && above[at]! >= this.#first; at--) {
      const text = above[at] === cursorLine ? linePrefix : lines[above[at]!]!;
      if (text.length > MAX_LINE_LENGTH) continue;
      for (const { written, isValue } of declarationsIn(text, name, this.#place.outline.languageId)) {
        const ofValue = depth < MAX_DEPTH && isValue ? this.typesOfChain(chainOf(written), depth + 1) : [];
        const types = isValue ? ofValue : this.#typesIn(written, undefined);
        if (types.length > 0) return types;
      }
    }
    const own = this.#place.outline.definitions.filter((each) => each.name === name);
    const declared = own.flatMap(({ type }) => this.#typesIn(type, undefined));
    if (declared.length > 0) return [...new Set(declared)];
    // By custom a variable is called like its type: `loan`, `flow_master`.
    const like = name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
    return like !== name && this.#typesIn(like, undefined).length > 0 ? [like] : [];
  }
}

/** Types with what they inherit from, each once, nearest first. Bases are followed by their names, four steps at the most. */
export function withBases(types: Iterable<string>, index: ContextIndex, own: FileOutline): readonly string[] {
  const all = new Set(types);
  let last: Iterable<string> = types;
  for (let step = 0; step < 4; step++) {
    const next = new Set<string>();
    for (const type of last) {
      const elsewhere = index.named(type).filter(({ path }) => path !== own.path);
      const definitions = [
        ...own.definitions.filter((each) => each.name === type),
        ...elsewhere.map(({ definition }) => definition),
      ];
      for (const { bases } of definitions) {
        for (const base of bases ?? []) {
          const name = /[\w$]+$/.exec(base)?.[0] ?? base;
          if (!all.has(name)) next.add(name);
        }
      }
    }
    if (next.size === 0) break;
    for (const each of next) all.add(each);
    last = next;
  }
  return [...all];
}

function ownTypes({ enclosing, lines, line, outline }: Place): readonly string[] {
  const found = new Set<string>();
  for (const { kind, name, parent } of enclosing) {
    if (TYPE_KINDS.has(kind)) found.add(name);
    else if (parent !== undefined) found.add(parent);
  }
  // An `impl` block or a broken class has no definition around the cursor.
  if (found.size === 0 && outline.languageId === 'rust') {
    for (let at = line; at >= 0; at--) {
      const type = /^impl\b.*?(?:\bfor\s+)?([A-Z]\w*)(?:<[^{]*)?\s*(?:where.*)?\{/.exec(lines[at]!)?.[1];
      if (type !== undefined) return [type];
    }
  }
  return [...found];
}

/** Variables by how near the cursor they are used: those of the receiver's kind, so functions and types are left out. */
function variablesNear({ names, outline }: Place): readonly (readonly [string, number])[] {
  const near: (readonly [string, number])[] = [];
  for (const [name, { linesBefore, linesAfter }] of names) {
    if (
      linesBefore > 40 ||
      (!/^[\p{Ll}_$]/u.test(name) && outline.languageId !== 'csharp') ||
      (name.length < 2 && linesBefore > 20)
    )
      continue;
    near.push([name, 1 / (1 + Math.min(linesBefore, linesAfter) / 8)]);
  }
  return near.toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).slice(0, 4 * MAX_VARIABLES);
}

export interface Link {
  readonly name: string;
  readonly isCall: boolean;
}

/** The chain of names that the `.` before the cursor belongs to; `undefined` where there is none. */
function receiverChain(linePrefix: string, lines: readonly string[], line: number): readonly Link[] | undefined {
  let text = linePrefix;
  // A chain may go on from the lines above.
  for (let at = line - 1; /^\s*(?:\?\.|\.|->|::)/.test(text) && at >= Math.max(0, line - 8); at--)
    text = `${lines[at]}${text.trim()}`;
  const end = /(?:\?\.|!\.|\.|->|::)\s*$/.exec(text);
  return end ? chainBefore(text.slice(0, end.index)) : undefined;
}

function chainBefore(text: string): readonly Link[] | undefined {
  const links: Link[] = [];
  let at = text.length;
  for (;;) {
    let isCall = false;
    while (at > 0 && /[)\]>?!\s]/.test(text[at - 1]!)) {
      const closer = text[at - 1]!;
      if (closer === ')' || closer === ']') {
        at = opening(text, at - 1);
        isCall ||= closer === ')';
      } else if (/\s/.test(closer)) {
        break;
      } else at--;
    }
    const name = /[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.exec(text.slice(0, at))?.[0];
    if (name === undefined) break;
    links.unshift({ name, isCall });
    at -= name.length;
    const joint = /(?:\?\.|!\.|\.|->|::)\s*$/.exec(text.slice(0, at));
    if (!joint) break;
    at = joint.index;
  }
  return links.length > 0 ? links : undefined;
}

function opening(text: string, close: number): number {
  let depth = 0;
  for (let at = close; at >= 0; at--) {
    if (')]}'.includes(text[at]!)) depth++;
    else if ('([{'.includes(text[at]!) && --depth === 0) return at;
  }
  return 0;
}

/** The chain that an expression begins with: `await new a.B(…).c` → `a`, `B`, `c`. */
export function chainOf(expression: string): readonly Link[] {
  const links: Link[] = [];
  let rest = expression.replace(/^[\s&*(]*(?:(?:await|new|mut|ref|dyn|yield|return|not|go|defer)\b[\s&*(]*)*/, '');
  for (;;) {
    const name = /^[\p{ID_Start}_$][\p{ID_Continue}$]*/u.exec(rest)?.[0];
    if (name === undefined) return links;
    rest = rest.slice(name.length).replace(/^(?:::)?<[^<>()]*>/, '');
    const isCall = /^\s*[({[]/.test(rest);
    links.push({ name, isCall });
    if (isCall) {
      const close = closing(rest);
      rest = rest.slice(close + 1);
    }
    const joint = /^\s*(?:\?\.|!\.|\?\s*\.|\.|->|::)\s*/.exec(rest);
    if (!joint || links.length > 6) return links;
    rest = rest.slice(joint[0].length);
  }
}

function closing(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if ('([{'.includes(text[at]!)) depth++;
    else if (')]}'.includes(text[at]!) && --depth === 0) return at;
  }
  return text.length;
}
