/** A language of the long files. */
export type LongFileLanguage = 'typescript' | 'python';

const NOUNS = ['Crane', 'Barge', 'Wharf', 'Cargo', 'Berth', 'Pilot', 'Tide', 'Winch'];
const VERBS = ['load', 'move', 'weigh', 'find', 'count', 'list', 'close', 'plan'];
const FIELDS = ['weight', 'length', 'owner', 'state', 'depth', 'name', 'limit', 'since'];

/** A file of at least so many lines as people write them: classes with methods, functions, types; no two alike. */
export function longFile(languageId: LongFileLanguage, lines: number, random: () => number): string {
  const { head, part } = PARTS[languageId];
  let text = head;
  for (let n = 0, count = lineCount(text); count < lines; n++) {
    const next = part(n, (words) => words[Math.floor(random() * words.length)]!);
    text += next;
    count += lineCount(next);
  }
  return text;
}

/** What somebody does between two saves: a statement written in some function, or the last word of one changed. */
export function changeSomewhere(text: string, languageId: LongFileLanguage, random: () => number): string {
  const { statement, written } = PARTS[languageId];
  const places = [...text.matchAll(statement)];
  const { index, 0: found } = places[Math.floor(random() * places.length)]!;
  const end = index + found.length;
  const n = Math.floor(random() * 10_000);
  return random() < 0.5
    ? `${text.slice(0, end)}\n${written(n)}${text.slice(end)}`
    : text.slice(0, index) + found.replace(/\w+(?=\W*$)/, (word) => `${word}${n}`) + text.slice(end);
}

interface Parts {
  readonly head: string;
  part(n: number, pick: (words: readonly string[]) => string): string;
  /** Finds lines after which another one may stand. */
  readonly statement: RegExp;
  written(n: number): string;
}

const PARTS: Readonly<Record<LongFileLanguage, Parts>> = {
  typescript: {
    head: `import { type Clock, systemClock } from './clock.ts';\nimport { byName, Registry } from './registry.ts';\nimport * as units from './units.ts';\n\n`,
    part(n, pick) {
      const [type, other, verb, field] = [`${pick(NOUNS)}${n}`, pick(NOUNS), pick(VERBS), pick(FIELDS)];
      return `/** What is known of one ${type}; its ${field} is in metres. */
export interface ${type}Options {
  readonly ${field}: number;
  readonly ${pick(FIELDS)}Of?: ReadonlyMap<string, ${type}Options>;
  readonly clock?: Clock;
}

/** Keeps each ${type} by its name, and tells who ${verb}s it. */
export class ${type} extends Registry<${type}Options> {
  readonly #${field}s = new Map<string, number>();
  #${verb}ed = 0;

  constructor(private readonly options: ${type}Options) {
    super(options.clock ?? systemClock);
  }

  /** Milliseconds since the last ${other.toLowerCase()}. */
  get since${other}(): number {
    return this.clock.now() - this.#${verb}ed;
  }

  ${verb}${other}(name: string, ${field} = ${n}): ${type} | undefined {
    const known = this.find(byName(name));
    if (known === undefined || known.${field} > ${field}) {
      return undefined;
    }
    for (const [key, value] of this.#${field}s) {
      if (key.startsWith('${verb}') && value < ${field}) this.#${field}s.set(key, units.metres(value + ${n % 7}));
    }
    this.#${verb}ed = this.clock.now();
    return this;
  }

  async ${pick(VERBS)}All(names: readonly string[]): Promise<readonly number[]> {
    const found = await Promise.all(names.map((name) => this.read(name, { ${field}: ${n} })));
    return found.filter((each) => each !== undefined).map(({ ${field} }) => ${field});
  }
}

export function ${verb}${type}(all: readonly ${type}[], limit = ${(n * 13) % 100}): number {
  let total = 0;
  for (const each of all) {
    if (each.since${other} > limit) continue;
    total += each.${verb}${other}(\`${type}-\${total}\`)?.since${other} ?? 0;
  }
  return total;
}

`;
    },
    statement: /^ {4}(?:const|return|this).*;$/gm,
    written: (n) => `    this.notice('step ${n}', { at: ${n} });`,
  },
  python: {
    head: `import asyncio\nfrom dataclasses import dataclass\nfrom .registry import Registry, by_name\nfrom . import units\n\n`,
    part(n, pick) {
      const [type, other, verb, field] = [`${pick(NOUNS)}${n}`, pick(NOUNS).toLowerCase(), pick(VERBS), pick(FIELDS)];
      return `@dataclass
class ${type}Options:
    """What is known of one ${type}."""

    ${field}: float = ${n}.0
    ${pick(FIELDS)}_of: dict[str, int] | None = None


class ${type}(Registry):
    """Keeps each ${type} by its name, and tells who ${verb}s it."""

    def __init__(self, options: ${type}Options) -> None:
        super().__init__(options)
        self.${field}s: dict[str, float] = {}
        self._${verb}ed = 0

    @property
    def since_${other}(self) -> float:
        return self.clock.now() - self._${verb}ed

    def ${verb}_${other}(self, name: str, ${field}: float = ${n}) -> "${type} | None":
        known = self.find(by_name(name))
        if known is None or known.${field} > ${field}:
            return None
        for key, value in self.${field}s.items():
            if key.startswith("${verb}") and value < ${field}:
                self.${field}s[key] = units.metres(value + ${n % 7})
        self._${verb}ed = self.clock.now()
        return self

    async def ${pick(VERBS)}_all(self, names: list[str]) -> list[float]:
        found = await asyncio.gather(*(self.read(name, ${field}=${n}) for name in names))
        return [each.${field} for each in found if each is not None]


def ${verb}_${type.toLowerCase()}(every: list[${type}], limit: int = ${(n * 13) % 100}) -> float:
    total = 0.0
    for each in every:
        if each.since_${other} > limit:
            continue
        total += each.${verb}_${other}(f"${type}-{total}").since_${other}
    return total


`;
    },
    statement: /^ {8}(?:self|known|found|return).*$/gm,
    written: (n) => `        self.notice("step ${n}", at=${n})`,
  },
};

function lineCount(text: string): number {
  return text.split('\n').length - 1;
}
