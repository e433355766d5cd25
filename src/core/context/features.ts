import { type Definition, isMember } from '../repository/outline.ts';
import { folderOf, sharedFolders } from '../repository/path.ts';
import { subWords } from './identifiers.ts';
import type { Question, RetrieverName } from './retriever.ts';
import { RETRIEVER_NAMES } from './retriever.ts';
import { namesOfNeighbours } from './retrievers/files.ts';
import { namesOfSimilar } from './retrievers/similar.ts';

/** A definition that some retrievers found, with how sure each of them is of it. */
export interface Candidate {
  readonly path: string;
  readonly definition: Definition;
  readonly strengths: ReadonlyMap<RetrieverName, number>;
}

/** What all candidates of one question are seen by. */
export interface Outlook {
  readonly question: Question;
  readonly similar: ReadonlyMap<string, number>;
  readonly neighbours: ReadonlyMap<string, number>;
}

export function outlookOf(question: Question): Outlook {
  return { question, similar: namesOfSimilar(question.similar), neighbours: namesOfNeighbours(question) };
}

const TYPES = new Set<Definition['kind']>(['class', 'interface', 'type', 'enum']);

/** Each a number of about 0 to 1. Their order is that of the weights. */
export const FEATURE_NAMES = [
  ...RETRIEVER_NAMES,
  'used-before', 'used-just-before', 'used-after', 'used-just-after', 'uses', 'unused', 'only-after',
  'similar', 'neighbours', 'words', 'all-words', 'typed', 'not-typed',
  'function', 'method', 'type', 'field', 'constant', 'hidden', 'test', 'declaration',
  'owner-near', 'owner-in-file', 'owner-named-by-similar',
  'same-folder', 'nearness', 'common', 'rare', 'ambiguous', 'unique', 'signature-length',
  'after-new', 'type-position', 'call-position', 'private-name',
  'imported-member', 'retrievers', 'constructor', 'similar-owner', 'import-unused', 'package-used', 'used-above', 'import-not-yet',
  'member-after-dot', 'line-member-of-variable',
] as const;

export function featuresOf({ path, definition, strengths }: Candidate, outlook: Outlook): Float64Array {
  const { question: { place, index }, similar, neighbours } = outlook;
  const { name, kind, parent, signature } = definition;
  const use = place.names.get(name);
  const owner = parent === undefined ? undefined : place.names.get(parent);
  const member = isMember(definition);
  const words = subWords(name);
  const overlap = words.map((word) => place.words.get(word) ?? 0);
  const definitions = index.named(name).filter((each) => each.path !== place.outline.path).length;
  const commonness = Math.log1p(index.windows.frequency(name, place.outline.path)) / 7;
  const { linePrefix, typed } = place;
  const near = (lines: number | undefined, scale: number): number => (lines === undefined ? 0 : 1 / (1 + lines / scale));
  const is = (condition: boolean): number => (condition ? 1 : 0);
  const isTyped = typed !== '' && name.toLowerCase().startsWith(typed.toLowerCase());
  const folder = folderOf(place.outline.path);
  const imported = strengths.get('imported-name') ?? 0;
  return Float64Array.from([
    ...RETRIEVER_NAMES.map((each) => strengths.get(each) ?? 0),
    near(use?.linesBefore, 40),
    near(use?.linesBefore, 3),
    near(use?.linesAfter, 40),
    near(use?.linesAfter, 3),
    Math.log1p(use?.count ?? 0) / 3,
    is(use === undefined),
    is(use !== undefined && use.linesBefore === Infinity),
    similar.get(name) ?? 0,
    neighbours.get(name) ?? 0,
    overlap.reduce((sum, each) => sum + each, 0) / Math.max(1, words.length),
    is(words.length > 1 && overlap.every((each) => each > 0)),
    is(isTyped),
    is(typed !== '' && !isTyped),
    is(kind === 'function'),
    is(kind === 'method'),
    is(TYPES.has(kind)),
    is(kind === 'field'),
    is(kind === 'constant'),
    is(!definition.exported),
    is(/(?:^|[/._-])tests?(?:[/._-]|$)|\.spec\./i.test(path)),
    is(path.endsWith('.d.ts')),
    near(Math.min(owner?.linesBefore ?? Infinity, owner?.linesAfter ?? Infinity), 8),
    is(owner !== undefined),
    parent === undefined ? 0 : (similar.get(parent) ?? 0),
    is(folderOf(path) === folder),
    sharedFolders(path, place.outline.path) / Math.max(1, folder.split('/').length),
    commonness,
    is(commonness < 0.2),
    Math.log1p(definitions) / 4,
    is(definitions === 1),
    Math.min(1, signature.length / 160),
    is(/\bnew\s+$/.test(linePrefix)) * (TYPES.has(kind) ? 1 : -1),
    is(/[:<]\s*$|\bas\s+$|->\s*$/.test(linePrefix)) * (TYPES.has(kind) ? 1 : -1),
    is(/[=(,]\s*$|\breturn\s+$/.test(linePrefix)) * (member ? -1 : 1),
    is(/^_|^#/.test(name)),
    is(member) * (strengths.get('imported-file') ?? 0),
    strengths.size / 6,
    is(/^(?:__init__|constructor|new)$/.test(name) || name === parent),
    is(member && parent !== undefined) * (neighbours.get(parent ?? '') ?? 0),
    imported * is(use === undefined || use.count === 1),
    (strengths.get('same-package') ?? 0) * is(use !== undefined),
    is((use?.countAbove ?? 0) > 0),
    imported * is((use?.countAbove ?? 0) === 0),
    is(member) * (strengths.get('receiver') ?? 0),
    is(member) * (strengths.get('variable-type') ?? 0) * (similar.get(name) ?? 0),
  ]);
}
