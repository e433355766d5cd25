import type { Candidate } from './candidate.ts';
import { type Definition, isMember } from '../repository/outline.ts';
import { folderOf, sharedFolders } from '../repository/path.ts';
import { type Question, RETRIEVER_NAMES } from './retriever.ts';

/** What all candidates of one question are seen by, found out once. */
export interface Outlook {
  readonly question: Question;
  readonly afterNew: number;
  readonly atType: number;
  readonly atCall: number;
  readonly files: Map<string, FileOutlook>;
}

interface FileOutlook {
  readonly sameFolder: number;
  readonly nearness: number;
  readonly test: number;
  readonly declaration: number;
}

export function outlookOf(question: Question): Outlook {
  const { linePrefix } = question.place;
  return {
    question,
    afterNew: is(/\bnew\s+$/.test(linePrefix)),
    atType: is(/[:<]\s*$|\bas\s+$|->\s*$/.test(linePrefix)),
    atCall: is(/[=(,]\s*$|\breturn\s+$/.test(linePrefix)),
    files: new Map(),
  };
}

function fileOutlook(path: string, { files, question }: Outlook): FileOutlook {
  const known = files.get(path);
  if (known) return known;
  const own = question.place.outline.path;
  const folder = folderOf(own);
  const found = {
    sameFolder: is(folderOf(path) === folder),
    nearness: sharedFolders(path, own) / Math.max(1, folder.split('/').length),
    test: is(/(?:^|[/._-])tests?(?:[/._-]|$)|\.spec\./i.test(path)),
    declaration: is(path.endsWith('.d.ts')),
  };
  files.set(path, found);
  return found;
}

const is = (condition: boolean): number => (condition ? 1 : 0);

const TYPES = new Set<Definition['kind']>(['class', 'interface', 'type', 'enum']);

/** Each a number of about 0 to 1. Their order is that of the weights. */
export const FEATURE_NAMES = [
  ...RETRIEVER_NAMES,
  'used-before',
  'used-just-before',
  'used-after',
  'used-just-after',
  'uses',
  'unused',
  'only-after',
  'similar',
  'neighbours',
  'words',
  'all-words',
  'typed',
  'not-typed',
  'function',
  'method',
  'type',
  'field',
  'constant',
  'hidden',
  'test',
  'declaration',
  'owner-near',
  'owner-in-file',
  'owner-named-by-similar',
  'same-folder',
  'nearness',
  'common',
  'rare',
  'ambiguous',
  'unique',
  'signature-length',
  'after-new',
  'type-position',
  'call-position',
  'private-name',
  'imported-member',
  'retrievers',
  'constructor',
  'similar-owner',
  'import-unused',
  'package-used',
  'used-above',
  'import-not-yet',
  'member-after-dot',
  'line-member-of-variable',
] as const;

export function featuresOf({ path, definition, strengths }: Candidate, outlook: Outlook): Float64Array {
  const { place, index, similarNames: similar, neighbourNames: neighbours } = outlook.question;
  const { name, kind, parent, signature } = definition;
  const use = place.names.get(name);
  const owner = parent === undefined ? undefined : place.names.get(parent);
  const member = isMember(definition);
  const words = index.wordsOf(name);
  let overlap = 0;
  let shared = 0;
  for (const word of words) {
    const weight = place.words.get(word) ?? 0;
    overlap += weight;
    if (weight > 0) shared++;
  }
  const definitions = index.countNamed(name, place.outline.path);
  const commonness = Math.log1p(index.windows.frequency(name, place.outline.path)) / 7;
  const { typed } = place;
  const file = fileOutlook(path, outlook);
  const near = (lines: number | undefined, scale: number): number =>
    lines === undefined ? 0 : 1 / (1 + lines / scale);
  const isTyped = typed !== '' && name.toLowerCase().startsWith(typed.toLowerCase());
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
    overlap / Math.max(1, words.length),
    is(words.length > 1 && shared === words.length),
    is(isTyped),
    is(typed !== '' && !isTyped),
    is(kind === 'function'),
    is(kind === 'method'),
    is(TYPES.has(kind)),
    is(kind === 'field'),
    is(kind === 'constant'),
    is(!definition.exported),
    file.test,
    file.declaration,
    near(Math.min(owner?.linesBefore ?? Infinity, owner?.linesAfter ?? Infinity), 8),
    is(owner !== undefined),
    parent === undefined ? 0 : (similar.get(parent) ?? 0),
    file.sameFolder,
    file.nearness,
    commonness,
    is(commonness < 0.2),
    Math.log1p(definitions) / 4,
    is(definitions === 1),
    Math.min(1, signature.length / 160),
    outlook.afterNew * (TYPES.has(kind) ? 1 : -1),
    outlook.atType * (TYPES.has(kind) ? 1 : -1),
    outlook.atCall * (member ? -1 : 1),
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
