import type { Candidate } from './candidate.ts';
import { strengthOf } from './draft.ts';
import { type Definition, isMember } from '../repository/outline.ts';
import { folderOf, sharedFolders } from '../repository/path.ts';
import { EXPECTED, type NameUse } from './place.ts';
import { type Question, RETRIEVER_NAMES } from './retriever.ts';

/** What all candidates of one question are seen by, found out once. */
export interface Outlook {
  readonly question: Question;
  readonly expects: readonly number[];
  readonly afterNew: number;
  readonly atType: number;
  readonly atCall: number;
  readonly files: Map<string, FileOutlook>;
  readonly names: Map<string, NameOutlook>;
}

interface FileOutlook {
  readonly sameFolder: number;
  readonly nearness: number;
  readonly test: number;
  readonly declaration: number;
}

export function outlookOf(question: Question): Outlook {
  const { linePrefix, expects } = question.place;
  return {
    question,
    expects: EXPECTED.map((each) => is(each === expects)),
    afterNew: is(/\bnew\s+$/.test(linePrefix)),
    atType: is(/[:<]\s*$|\bas\s+$|->\s*$/.test(linePrefix)),
    atCall: is(/[=(,]\s*$|\breturn\s+$/.test(linePrefix)),
    files: new Map(),
    names: new Map(),
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

/**
 * The tasks that the ranker is fitted on have no installed packages and no history. A package is looked at as a file that
 * something is imported from by name; what was just edited has a weight of its own (`rank.ts`). How likely a drafted name is
 * holds of each of its definitions, however many they are, and so is a feature of the name.
 */
const RANKED_RETRIEVERS = RETRIEVER_NAMES.filter(
  (name) => name !== 'dependency' && name !== 'recent-edits' && name !== 'drafted',
);

/** Each a number of about 0 to 1. Their order is that of the weights. */
export const FEATURE_NAMES = [
  ...RANKED_RETRIEVERS,
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
  'in-draft',
  // What may come next: the same for all candidates of a question, but what speaks for one depends on it.
  ...EXPECTED.map((each) => `expects-${each}` as const),
] as const;

/** Writes the features of a candidate into a row of `FEATURE_NAMES.length`: there are a thousand of them for a question. */
export function writeFeatures({ path, definition, strengths }: Candidate, outlook: Outlook, row: Float32Array): void {
  const { question } = outlook;
  const { similarNames: similar, neighbours } = question;
  const { name, kind, parent, exported } = definition;
  const own = nameOutlook(name, outlook);
  const { use } = own;
  const { isPrivate, isConstructor, signatureLength } = question.index.traitsOf(definition);
  const file = fileOutlook(path, outlook);
  const owner = parent === undefined ? undefined : question.place.names.get(parent);
  const member = isMember(definition);
  const type = TYPES.has(kind);
  const imported = Math.max(strengths[IMPORTED_NAME]!, strengths[DEPENDENCY]!);
  let at = 0;
  let retrievers = strengths[DEPENDENCY]! > 0 ? 1 : 0;
  for (; at < RANKED_RETRIEVERS.length; at++) {
    row[at] = strengths[at]!;
    if (row[at]! > 0) retrievers++;
  }
  row[IMPORTED_NAME] = imported;
  row[at++] = near(use?.linesBefore, 40);
  row[at++] = near(use?.linesBefore, 3);
  row[at++] = near(use?.linesAfter, 40);
  row[at++] = near(use?.linesAfter, 3);
  row[at++] = own.uses;
  row[at++] = is(use === undefined);
  row[at++] = is(use !== undefined && use.linesBefore === Infinity);
  row[at++] = own.similar;
  row[at++] = own.neighbours;
  row[at++] = own.words;
  row[at++] = own.allWords;
  row[at++] = own.typed;
  row[at++] = own.notTyped;
  row[at++] = is(kind === 'function');
  row[at++] = is(kind === 'method');
  row[at++] = is(type);
  row[at++] = is(kind === 'field');
  row[at++] = is(kind === 'constant');
  row[at++] = is(!exported);
  row[at++] = file.test;
  row[at++] = file.declaration;
  row[at++] = near(Math.min(owner?.linesBefore ?? Infinity, owner?.linesAfter ?? Infinity), 8);
  row[at++] = is(owner !== undefined);
  row[at++] = parent === undefined ? 0 : (similar.get(parent) ?? 0);
  row[at++] = file.sameFolder;
  row[at++] = file.nearness;
  row[at++] = own.commonness;
  row[at++] = is(own.commonness < 0.2);
  row[at++] = own.ambiguous;
  row[at++] = own.unique;
  row[at++] = signatureLength;
  row[at++] = outlook.afterNew * (type ? 1 : -1);
  row[at++] = outlook.atType * (type ? 1 : -1);
  row[at++] = outlook.atCall * (member ? -1 : 1);
  row[at++] = is(isPrivate);
  row[at++] = is(member) * strengths[IMPORTED_FILE]!;
  row[at++] = retrievers / 6;
  row[at++] = is(isConstructor);
  row[at++] = member ? (neighbours.names.get(parent!) ?? 0) : 0;
  row[at++] = imported * is(use === undefined || use.count === 1);
  row[at++] = strengths[SAME_PACKAGE]! * is(use !== undefined);
  row[at++] = own.usedAbove;
  row[at++] = imported * (1 - own.usedAbove);
  row[at++] = is(member) * strengths[RECEIVER]!;
  row[at++] = is(member) * strengths[VARIABLE_TYPE]! * own.similar;
  row[at++] = own.inDraft;
  for (const each of outlook.expects) row[at++] = each;
}

const IMPORTED_NAME = RETRIEVER_NAMES.indexOf('imported-name');
const IMPORTED_FILE = RETRIEVER_NAMES.indexOf('imported-file');
const SAME_PACKAGE = RETRIEVER_NAMES.indexOf('same-package');
const RECEIVER = RETRIEVER_NAMES.indexOf('receiver');
const VARIABLE_TYPE = RETRIEVER_NAMES.indexOf('variable-type');
const DEPENDENCY = RETRIEVER_NAMES.indexOf('dependency');

/** What holds for all definitions of one name. */
interface NameOutlook {
  readonly use: NameUse | undefined;
  readonly uses: number;
  readonly usedAbove: number;
  readonly similar: number;
  readonly neighbours: number;
  readonly words: number;
  readonly allWords: number;
  readonly typed: number;
  readonly notTyped: number;
  readonly commonness: number;
  readonly ambiguous: number;
  readonly unique: number;
  readonly inDraft: number;
}

function nameOutlook(name: string, { names, question }: Outlook): NameOutlook {
  const known = names.get(name);
  if (known) return known;
  const { place, index, similarNames, neighbours, draft } = question;
  const use = place.names.get(name);
  const words = index.wordsOf(name);
  let overlap = 0;
  let shared = 0;
  for (const word of words) {
    const weight = place.words.get(word) ?? 0;
    overlap += weight;
    if (weight > 0) shared++;
  }
  const definitions = index.named(name).length;
  const { typed } = place;
  const isTyped = typed !== '' && name.toLowerCase().startsWith(typed.toLowerCase());
  const found = {
    use,
    uses: Math.log1p(use?.count ?? 0) / 3,
    usedAbove: is((use?.countAbove ?? 0) > 0),
    similar: similarNames.get(name) ?? 0,
    neighbours: neighbours.names.get(name) ?? 0,
    words: overlap / Math.max(1, words.length),
    allWords: is(words.length > 1 && shared === words.length),
    typed: is(isTyped),
    notTyped: is(typed !== '' && !isTyped),
    commonness: Math.log1p(index.windows.frequency(name, place.outline.path)) / 7,
    ambiguous: Math.log1p(definitions) / 4,
    unique: is(definitions === 1),
    inDraft: strengthOf(draft?.names.get(name) ?? 0),
  };
  names.set(name, found);
  return found;
}

/** 1 on the cursor's line, and half of that where the distance is the scale. */
function near(lines: number | undefined, scale: number): number {
  return lines === undefined ? 0 : 1 / (1 + lines / scale);
}
