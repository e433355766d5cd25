import type { Definition } from '../repository/outline.ts';
import type { Question } from './retriever.ts';

const TYPES = new Set<Definition['kind']>(['class', 'interface', 'type', 'enum']);

/** Of the place, and of how the candidates' scores lie. Their order is that of the weights. */
export const NEED_FEATURE_NAMES = [
  'line-empty',
  'rest-empty',
  'after-opener',
  'after-comma',
  'before-closer',
  'expects-member',
  'after-bracket',
  'in-arguments',
  'after-equals',
  'after-word',
  'after-keyword',
  'type-position',
  'after-closer',
  'in-string',
  'in-comment',
  'column',
  'indentation',
  'imported-names',
  'imports',
  'imported-not-yet',
  'some-not-yet',
  'share-not-yet',
  'outside',
  'in-function',
  'in-type',
  'rest-closes',
  'rest-blank',
  'after-comment',
  'length',
  'blank-before',
  'after-statement',
  'position',
  'lines-above',
  'lines-below',
  'open-end',
  'expects-inside',
  'mass',
  'best',
  'spread',
  'candidates',
  'similar-from-elsewhere',
  'similar',
  'ends-without',
  'one',
] as const;

export function needFeatures(question: Question, scores: Float64Array): Float64Array {
  const { place, imports } = question;
  const { linePrefix, lines, line, names, enclosing } = place;
  const current = lines[line] ?? '';
  const rest = current.slice(linePrefix.length + place.typed.length);
  const above =
    lines
      .slice(Math.max(0, line - 4), line)
      .findLast((each) => each.trim() !== '')
      ?.trim() ?? '';
  const below =
    lines
      .slice(line + 1, line + 5)
      .find((each) => each.trim() !== '')
      ?.trim() ?? '';
  const trimmed = linePrefix.trim();
  const is = (condition: boolean): number => (condition ? 1 : 0);
  const keyword = /\b(?:return|new|await|throw|extends|implements|as|case|in|of|else|yield)$/.test(trimmed);
  const imported = imports.flatMap(({ named }) => named);
  const notYet = imported.filter(({ definition }) => (names.get(definition.name)?.countAbove ?? 0) === 0).length;
  const innermost = enclosing[0]?.kind;
  const { mass, best, spread } = distribution(scores);
  const isOfElsewhere = ofElsewhere(question);
  return Float64Array.from([
    is(trimmed === ''),
    is(rest.trim() === ''),
    is(/[{:]$/.test(above)),
    is(above.endsWith(',')),
    is(below.startsWith('}')),
    is(place.expects === 'member'),
    is(trimmed.endsWith('(')),
    is(trimmed.endsWith(',')),
    is(trimmed.endsWith('=')),
    is(/\w$/.test(trimmed) && !keyword),
    is(keyword),
    is(/[:<&|]$/.test(trimmed)),
    is(trimmed.endsWith(')')),
    (linePrefix.match(/["'`]/g)?.length ?? 0) % 2,
    is(/^\s*(?:\/\/|#|\*|\/\*)/.test(linePrefix)),
    Math.min(1, linePrefix.length / 80),
    Math.min(1, (linePrefix.length - linePrefix.trimStart().length) / 16),
    Math.log1p(imported.length) / 4,
    Math.log1p(place.outline.imports.length) / 4,
    Math.log1p(notYet) / 2,
    is(notYet > 0),
    imported.length === 0 ? 0 : notYet / imported.length,
    is(innermost === undefined),
    is(innermost === 'function' || innermost === 'method'),
    is(innermost !== undefined && TYPES.has(innermost)),
    is(/^\s*[)\]};,]+\s*$/.test(rest)),
    is(/^\s+\S/.test(rest)),
    is(/^(?:\/\*|\*|\/\/|#)/.test(above)),
    Math.log1p(lines.length) / 8,
    is(trimmed !== '' && /\s$/.test(linePrefix)),
    is(/[;}]$/.test(above)),
    line / lines.length,
    Math.log1p(line) / 8,
    Math.log1p(lines.length - line) / 8,
    is(rest.trim() === '' && (lines[line + 1] ?? '').trim() === ''),
    is(place.expects === 'inside'),
    mass / 5,
    best / 5,
    spread / 5,
    Math.log1p(scores.length) / 7,
    ...fromElsewhere(question, isOfElsewhere),
    endsWithout(question, isOfElsewhere),
    1,
  ]);
}

/** A name with more definitions than this may be anything; a shorter one too. */
const MAX_DEFINITIONS = 4;
const MIN_LENGTH = 3;

/** Tells names that most likely are of another file from those that are not, or that may be anything. */
function ofElsewhere({ place, imports, index }: Question): (name: string) => boolean {
  const own = new Set(place.outline.definitions.map(({ name }) => name));
  const imported = new Set(imports.flatMap(({ named }) => named.map(({ definition }) => definition.name)));
  return (name) => {
    if (imported.has(name)) return true;
    if (own.has(name) || name.length < MIN_LENGTH) return false;
    const definitions = index.named(name).length;
    return definitions > 0 && definitions <= MAX_DEFINITIONS;
  };
}

/**
 * Which share of what similar places use is defined in other files than this one: a place like those, which did without,
 * will do without. Of all that was tried about the place itself (the receiver's type, how many lines around use names from
 * elsewhere, what the line begins with) nothing told as much; leaving out repositories, it saved a sixth of the tokens.
 */
function fromElsewhere(
  { similarNames }: Question,
  isOfElsewhere: (name: string) => boolean,
): readonly [share: number, isKnown: number] {
  let [all, elsewhere] = [0, 0];
  for (const [name, weight] of similarNames) {
    all += weight;
    if (isOfElsewhere(name)) elsewhere += weight;
  }
  return all === 0 ? [0, 0] : [elsewhere / all, 1];
}

/**
 * How likely the line ends without a name of another file, as far as the draft sees. Of 24 things that a draft says of the need (how sure it
 * is, what kind of token it begins with, names of other files in it) this one told the most (`docs/context.md`).
 */
function endsWithout({ draft }: Question, isOfElsewhere: (name: string) => boolean): number {
  const without = draft?.lines.filter(({ names }) => !names.some(isOfElsewhere)) ?? [];
  return without.reduce((sum, { chance }) => sum + chance, 0);
}

/** How much speaks for the candidates together, for the best of them, and among how many it is divided (entropy). */
function distribution(scores: Float64Array): { readonly mass: number; readonly best: number; readonly spread: number } {
  const best = scores.reduce((most, each) => Math.max(most, each), -20);
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - best);
  const mass = best + Math.log(sum || 1);
  let spread = 0;
  for (const score of scores) {
    const share = Math.exp(score - mass);
    if (share > 1e-9) spread -= share * Math.log(share);
  }
  return { mass, best, spread };
}
