import type { Definition } from '../../core/repository/outline.ts';
import { readHead } from '../../core/repository/read-head.ts';
import { docLine } from './doc-line.ts';
import type { Capture, Match } from './match.ts';
import type { DefinitionHead, OutlineLanguage } from './outline-language.ts';
import { aroundName, signatureOf, type SignatureParts, writtenOf } from './signature.ts';

/** A definition and where it stands, in UTF-16 units. */
export interface PlacedDefinition {
  readonly definition: Definition;
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
}

/** What can be seen from outside, in the order of the file: which item is inside which is told by their ranges alone. */
export function readDefinitions(
  text: string,
  matches: readonly Match[],
  language: OutlineLanguage,
): readonly PlacedDefinition[] {
  const exportedNames = namesOfExportLists(text, matches);
  const found: { readonly placed: PlacedDefinition; readonly opened: Enclosing | undefined }[] = [];
  const scopes: Enclosing[] = [];
  const open: Enclosing[] = [];
  for (const item of itemsInOrder(matches)) {
    if (isReadAlready(item, open.at(-1), text, language)) continue;
    while (open.length > 0 && !contains(open.at(-1)!, item.node)) open.pop();
    const read = readItem(item, text, open, language);
    if (item.kind === 'scope') scopes.push(open.at(-1)!);
    if (!read) continue;
    const isListed = read.parent === undefined && exportedNames.has(read.name);
    const definition = isListed ? { ...read, exported: true } : read;
    const { start, end } = item.node;
    const opened = item.kind === 'own' ? undefined : open.at(-1);
    found.push({ placed: { definition, start, end, nameStart: item.name.start }, opened });
  }
  return found.map(({ placed, opened }) => withBases(placed, basesOf(placed.definition, opened, scopes)));
}

/** What stands in the definition's own head, and what `impl … for` says of it elsewhere in the file. */
function basesOf(
  { name, kind }: Definition,
  opened: Enclosing | undefined,
  scopes: readonly Enclosing[],
): ReadonlySet<string> {
  const elsewhere = IS_TYPE.has(kind) ? scopes.filter((scope) => scope.name === name) : [];
  return new Set([...(opened?.bases ?? []), ...elsewhere.flatMap(({ bases }) => bases)]);
}

function withBases(placed: PlacedDefinition, bases: ReadonlySet<string>): PlacedDefinition {
  return bases.size === 0 ? placed : { ...placed, definition: { ...placed.definition, bases: [...bases] } };
}

const KINDS: ReadonlyMap<string, ItemKind> = new Map([
  ['function', 'function'],
  ['method', 'method'],
  ['class', 'class'],
  ['interface', 'interface'],
  ['type', 'type'],
  ['enum', 'enum'],
  ['constant', 'constant'],
  ['variable', 'constant'],
  ['field', 'field'],
  ['module', 'module'],
  ['scope', 'scope'],
  ['wrapper', 'wrapper'],
  ['local', 'local'],
  ['own', 'own'],
  ['access', 'access'],
  ['base', 'base'],
]);

type ItemKind = DefinitionHead['kind'] | 'own' | 'access' | 'base';

interface Item extends SignatureParts {
  readonly kind: ItemKind;
  /** The node itself where the pattern has no `@name`. */
  readonly name: Capture;
  readonly pattern: number;
  readonly parent: Capture | undefined;
}

/** Something that is open while the items inside it are read. */
interface Enclosing extends DefinitionHead {
  readonly start: number;
  readonly end: number;
  /** What `public:` or `private:` said last. */
  access: string | undefined;
  /** Names of the `@own` fields seen so far. */
  readonly own: Set<string>;
  readonly bases: string[];
}

/** What may have bases. */
const IS_TYPE: ReadonlySet<string> = new Set(['class', 'interface', 'enum', 'scope']);

export function namesOfExportLists(text: string, matches: readonly Match[]): ReadonlySet<string> {
  const lists = matches.flatMap(({ captures }) => captures.filter(({ name }) => name === 'export'));
  return new Set(lists.map(({ start, end }) => text.slice(start, end)));
}

/** Reads one item, opens it for those inside, and answers its definition if it can be seen from outside. */
function readItem(item: Item, text: string, open: Enclosing[], language: OutlineLanguage): Definition | undefined {
  const around = open.at(-1);
  const wrapper = around?.kind === 'wrapper' ? around : undefined;
  const parent = wrapper ? open.at(-2) : around;
  const captured = text.slice(item.name.start, item.name.end);
  if (item.kind === 'access') {
    if (parent) parent.access = captured;
    return undefined;
  }
  if (item.kind === 'base') {
    if (around && IS_TYPE.has(around.kind)) around.bases.push(...bareType(captured));
    return undefined;
  }
  if (item.kind === 'own') return readOwnField(item, text, open, language);

  const { name, parent: writtenParent } = splitName(captured, language);
  // `typedef struct Name { … } Name;` is one type.
  if (parent?.kind === 'type' && parent.name === name) return undefined;
  const parentName =
    writtenParent ?? (item.parent ? text.slice(item.parent.start, item.parent.end) : nameOfOwner(parent));
  const kind = kindInside(parent, item.kind, writtenParent);
  const isSilent = kind === 'wrapper' || kind === 'local';
  const from = wrapper?.start ?? item.node.start;
  const signature = isSilent ? '' : signatureOf(item, from, text, language);
  const head = { name: isSilent ? '' : name, kind, signature };
  const { start, end, line, endLine } = item.node;
  open.push({ ...head, start, end, access: language.defaultAccess?.(head), own: new Set(), bases: [] });

  const isOrphan = (kind === 'method' || kind === 'field') && parentName === undefined;
  const isHidden = isOrphan || (parent !== undefined && HIDES.has(parent.kind));
  if (kind === 'wrapper' || kind === 'local' || kind === 'scope' || isHidden) return undefined;
  const exported =
    parent?.access === undefined
      ? wrapper !== undefined || language.isExported(head, parent)
      : parent.access === 'public';
  return {
    name,
    kind,
    signature,
    line,
    endLine,
    ...(parentName === undefined ? {} : { parent: parentName }),
    exported,
    ...restOf(item, kind, from, signature, text, language),
  };
}

/** What has a type or parameters to be read. */
const HAS_HEAD: ReadonlySet<string> = new Set(['function', 'method', 'field', 'constant', 'type']);

/** What is said of a definition besides its place: left out where nothing is. */
function restOf(
  item: Item,
  kind: Definition['kind'],
  from: number,
  signature: string,
  text: string,
  language: OutlineLanguage,
): Pick<Definition, 'written' | 'doc' | 'type' | 'parameters'> {
  const written = writtenOf(item, from, text, signature);
  const doc = docLine(text, from, item.body?.start, language);
  return {
    ...(written !== undefined && { written }),
    ...(doc !== undefined && { doc }),
    ...(HAS_HEAD.has(kind) && readHead({ ...aroundName(item, from, text, language), kind }, language.typePlace)),
  };
}

/** `Base` of `public Base<int>`, `ns.Base` of `ns.Base(1)`; none of what is no name. */
function bareType(written: string): readonly string[] {
  return /^[\p{L}_$][\p{L}\p{N}_$]*(?:(?:\.|::)[\p{L}_$][\p{L}\p{N}_$]*)*/u.exec(written.slice(0, 200)) ?? [];
}

/** A less exact pattern may take more for the name: `T &get()` is a method `get`, and then once more a field. */
function isReadAlready(item: Item, last: Enclosing | undefined, text: string, language: OutlineLanguage): boolean {
  if (last?.start !== item.node.start || last.end !== item.node.end) return false;
  return last.name === splitName(text.slice(item.name.start, item.name.end), language).name;
}

function splitName(captured: string, language: OutlineLanguage): { readonly name: string; readonly parent?: string } {
  return language.splitName?.(captured) ?? { name: captured };
}

/** `const a = 1, b = 2` is one node for two definitions: neither is inside the other. */
function contains({ start, end, kind }: Enclosing, node: Capture): boolean {
  return node.start < end && (node.start !== start || node.end !== end || kind === 'wrapper');
}

/** What is in these is local to them. */
const HIDES: ReadonlySet<string> = new Set(['function', 'method', 'field', 'local']);

function nameOfOwner(parent: Enclosing | undefined): string | undefined {
  return parent?.name === '' ? undefined : parent?.name;
}

function kindInside(
  parent: Enclosing | undefined,
  kind: DefinitionHead['kind'],
  writtenParent: string | undefined,
): DefinitionHead['kind'] {
  const isInType = parent?.kind === 'class' || parent?.kind === 'interface' || parent?.kind === 'scope';
  if (kind === 'function' && (isInType || writtenParent !== undefined)) return 'method';
  return kind === 'constant' && isInType ? 'field' : kind;
}

/** `self.x = …` in a method is a field of the class, where it is written first. */
function readOwnField(
  item: Item,
  text: string,
  open: readonly Enclosing[],
  language: OutlineLanguage,
): Definition | undefined {
  const owner = open.findLast(({ kind }) => kind === 'class');
  const name = text.slice(item.name.start, item.name.end);
  if (!owner || owner.own.has(name)) return undefined;
  owner.own.add(name);
  const { start, line, endLine } = item.node;
  const signature = signatureOf(item, start, text, language);
  const exported = language.isExported({ name, kind: 'field', signature }, owner);
  const rest = restOf(item, 'field', start, signature, text, language);
  return { name, kind: 'field', signature, line, endLine, parent: owner.name, exported, ...rest };
}

/** By place in the file, outer before inner; of several matches for one name the one of the first pattern is first. */
function itemsInOrder(matches: readonly Match[]): readonly Item[] {
  const byPlace = new Map<number | string, Item>();
  for (const match of matches) {
    const item = itemOf(match);
    if (!item) continue;
    const { node, name, pattern } = item;
    const place = name === node ? `${node.name} ${node.start} ${node.end}` : name.start;
    const known = byPlace.get(place);
    if (!known || pattern < known.pattern) byPlace.set(place, item);
  }
  return [...byPlace.values()].toSorted(
    (a, b) => a.node.start - b.node.start || b.node.end - a.node.end || a.pattern - b.pattern,
  );
}

/** Nothing for what is no item, as an import. */
function itemOf({ pattern, captures }: Match): Item | undefined {
  let node: Capture | undefined;
  let name: Capture | undefined;
  let body: Capture | undefined;
  let value: Capture | undefined;
  let parent: Capture | undefined;
  for (const capture of captures) {
    switch (capture.name) {
      case 'name':
        name ??= capture;
        break;
      case 'body':
        body ??= capture;
        break;
      case 'value':
        value ??= capture;
        break;
      case 'parent':
        parent ??= capture;
        break;
      default:
        if (KINDS.has(capture.name)) node ??= capture;
    }
  }
  return node && { kind: KINDS.get(node.name)!, pattern, node, name: name ?? node, body, value, parent };
}
