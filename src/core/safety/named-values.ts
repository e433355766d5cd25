import { bareValueBehind } from './bare-values.ts';
import type { Finding, Span } from './finding.ts';
import { containsPlaceholder } from './placeholder.ts';
import { NAME_HINT, nameStrength, type NameStrength } from './secret-names.ts';
import { isSecretLiteral } from './secret-values.ts';

/**
 * Secrets that only their names give away: `password = "…"`, `API_TOKEN=…`, `token: …`, `<password>…</password>`,
 * `setPassword("…")`, `define('DB_PASSWORD', '…')`. In code the value has to be a quoted literal, or one that no
 * identifier looks like; in configuration it runs to the end of its line.
 */
export function findNamedValues(text: string): Finding[] {
  const findings: Finding[] = [];
  NAME_HINT.lastIndex = 0;
  for (let hint = NAME_HINT.exec(text); hint !== null; hint = NAME_HINT.exec(text)) {
    const name = nameAround(text, hint.index);
    NAME_HINT.lastIndex = Math.max(NAME_HINT.lastIndex, name.end);
    const strength = strengthOf(text.slice(name.start, name.end));
    if (strength === undefined) continue;
    const finding = valueBehind(text, name, strength);
    if (finding === undefined) continue;
    findings.push(finding);
    NAME_HINT.lastIndex = finding.end;
  }
  return findings;
}

const LONGEST_NAME = 64;
const NAME_CHARACTER = /[\w.-]/;

/** A placeholder of ours is named after what it stands for, and says nothing about what follows it. */
function strengthOf(name: string): NameStrength | undefined {
  return containsPlaceholder(name) ? undefined : nameStrength(name);
}

function nameAround(text: string, at: number): Span {
  let start = at;
  while (start > 0 && at - start < LONGEST_NAME && NAME_CHARACTER.test(text[start - 1]!)) start--;
  let end = at;
  while (end < text.length && end - at < LONGEST_NAME && NAME_CHARACTER.test(text[end]!)) end++;
  while (end > at && (text[end - 1] === '.' || text[end - 1] === '-')) end--;
  // `api key: …`, in a comment: the word before is part of the name.
  if (/^keys?$/i.test(text.slice(start, end)))
    start -= /[A-Za-z]{1,20} $/.exec(text.slice(Math.max(0, start - 21), start))?.[0].length ?? 0;
  return { start, end };
}

/** How a literal may follow its name, most telling first. All are sticky and bounded. */
const QUOTED_GAPS: readonly RegExp[] = [
  // name = "…", "name": "…", name: Type = "…", NAME => '…', $x['name'] = '…', name || "…", char name[] = "…"
  /[\\"'`\])}]{0,4}(?:\[\d{0,5}\])?[ \t]{0,20}(?::[ \t]{0,4}[\w&'<>[\]., |?:*]{1,40}?[ \t]{0,4}=|\{[^{}\n]{0,30}\}[ \t]{0,2}=|(?:string|String|str)[ \t]{0,4}=|=>|:=|\?\?=?|\|\|=?|={1,3}|!={1,2}|\?:|:-|[:=]|or(?= )|<-)[ \t]{0,20}\(?(?:\r?\n[ \t]{0,40})?(?:[\w.:]{0,40}[(!]{1,2})?[brfuBRFULS@$]{0,2}#?(?=\\?["'`])/y,
  // key="name" value="…"; - name: NAME, and value: … on the next line; "name": "NAME", "value": "…"
  /\\?["'`]?[,;]?\s{1,60}\\?["']?(?:value|Value|plainText)\\?["']?[ \t]{0,8}[=:][ \t]{0,8}(?=\\?["'`])/y,
  // variable "name" { default = "…"
  /"[ \t]{1,4}\{\s{1,20}(?:[a-z]{2,20}[ \t]{1,20}=[^\n}]{0,120}\n[ \t]{1,20}){0,4}default[ \t]{1,20}=[ \t]{1,4}(?=")/y,
  // "name", "…"   setPassword("…")   name{"…"}
  /\\?["'`],[ \t]{0,8}(?=\\?["'`])|[ \t]?[({][ \t]{0,4}(?=\\?["'`])/y,
  // IDENTIFIED BY '…', PASSWORD '…', ConvertTo-SecureString "…"
  /(?: BY| -String|:)?[ \t]{1,4}(?=["'])/iy,
];
function valueBehind(text: string, name: Span, strength: NameStrength): Finding | undefined {
  for (const gap of QUOTED_GAPS) {
    gap.lastIndex = name.end;
    if (!gap.test(text)) continue;
    const value = quotedValue(text, gap.lastIndex);
    if (value === undefined) return undefined;
    return isSecretLiteral(text.slice(value.start, value.end), strength)
      ? { ...value, kind: kindOf(strength) }
      : undefined;
  }
  const bare = bareValueBehind(text, name, strength);
  return bare === undefined ? undefined : { ...bare, kind: kindOf(strength) };
}

const kindOf = (strength: NameStrength): string => (strength === 'password' ? 'password' : 'token');

const LONGEST_VALUE = 2_000;

/** From behind the opening quote to the same quote on the same line; `\"` closes what `\"` opened. */
function quotedValue(text: string, at: number): Span | undefined {
  const escaped = text[at] === '\\';
  const quote = text[escaped ? at + 1 : at]!;
  let start = at + (escaped ? 2 : 1);
  const triple = !escaped && text[start] === quote && text[start + 1] === quote;
  if (triple) start += 2;
  for (let end = start; end < text.length && end - start <= LONGEST_VALUE; end++) {
    const character = text[end]!;
    if (character === '\n') return undefined;
    if (character === quote) return { start, end };
    if (character !== '\\') continue;
    if (escaped && text[end + 1] === quote) return { start, end };
    end++;
  }
  return undefined;
}
