/** What a line says of a variable: its type as written, or the expression whose value it has. */
export interface Declaration {
  readonly written: string;
  readonly isValue: boolean;
}

/**
 * How a declaration looks around its name. The expressions hold no name, so that they are made once: with one for each name,
 * making them was a sixth of a question's time.
 */
interface Pattern {
  /** Ends where the name begins. */
  readonly before?: RegExp;
  /** Sticky; begins where the name ends. */
  readonly after?: RegExp;
  readonly isValue: boolean;
  /** A line without it need not be tried. */
  readonly needs?: string;
}

const VALUES: readonly Pattern[] = [
  { after: /(?:\s*,\s*\w+)*\s*(?::=|=(?![=>]))\s*(.+)/y, isValue: true, needs: '=' },
  { before: /\bfor\b.*$/, after: /.*?(?:\bof\b|\bin\b|\brange\b|:)\s*(.+)/y, isValue: true, needs: 'for' },
  { before: /\b(?:with|if let|while let)\b(.+?)\bas\s+$/, isValue: true, needs: 'as' },
  { before: /\b(?:if|while|else)\s+let\b[^=]*$/, after: /[^=]*=\s*(.+)/y, isValue: true, needs: 'let' },
];

const TYPE_FIRST: readonly Pattern[] = [
  {
    before: /([A-Za-z_][\w:.]*(?:<[^;(){}]*>)?)[\s*&[\]?]+(?:const\s+)?$/,
    after: /\s*(?:[=;,):{[]|$|in\b)/y,
    isValue: false,
  },
  ...VALUES,
];
const GO: readonly Pattern[] = [
  { after: /(?:\s*,\s*\w+)*\s+((?:\[\]|[*.]|map\[|chan\s|<-)*[A-Za-z_][\w.\]]*)/y, isValue: false },
  ...VALUES,
];
const TYPE_LAST: readonly Pattern[] = [{ after: /\s*[?!]?\s*:\s*([^=;{]+)/y, isValue: false, needs: ':' }, ...VALUES];
const PATTERNS = new Map([
  ...['java', 'csharp', 'c', 'cpp'].map((languageId) => [languageId, TYPE_FIRST] as const),
  ['go', GO] as const,
]);

/** The likeliest first: types before values. */
export function* declarationsIn(line: string, name: string, languageId: string): Generator<Declaration> {
  const places = placesOf(name, line);
  if (places.length === 0) return;
  for (const { before, after, isValue, needs } of PATTERNS.get(languageId) ?? TYPE_LAST) {
    if (needs !== undefined && !line.includes(needs)) continue;
    for (const place of places) {
      const [above, below] = [before?.exec(line.slice(0, place)), after && execAt(after, line, place + name.length)];
      if ((before && !above) || (after && !below)) continue;
      const written = above?.[1] ?? below?.[1];
      if (written === undefined) continue;
      yield { written, isValue };
      break;
    }
  }
}

function execAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Where the name stands by itself, and not as a member of something. */
function placesOf(name: string, line: string): readonly number[] {
  const places: number[] = [];
  for (let at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + name.length)) {
    const isWord = !isWordPart(line, at - 1) && line[at - 1] !== '.' && !isWordPart(line, at + name.length);
    if (isWord) places.push(at);
  }
  return places;
}

function isWordPart(line: string, at: number): boolean {
  return at >= 0 && at < line.length && /[\w$]/.test(line[at]!);
}
