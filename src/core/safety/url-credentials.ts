import type { Finding } from './finding.ts';
import { isExample, isHarmless } from './harmless-values.ts';
import { looksLikePassword, looksRandom } from './random-text.ts';

/** Passwords in URLs (`scheme://user:password@host`), and URLs that are a secret as a whole. */
export function findUrlCredentials(text: string): Finding[] {
  const findings: Finding[] = [];
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const finding = userInfo(text, at + 3) ?? unescapedPassword(text, at + 3) ?? webhook(text, at + 3);
    if (finding !== undefined) findings.push(finding);
  }
  for (let at = text.indexOf('@tcp('); at >= 0; at = text.indexOf('@tcp(', at + 5)) {
    const finding = goDataSource(text, at);
    if (finding !== undefined) findings.push(finding);
  }
  for (const separator of [':5432:', ':6432:', ':*:']) {
    for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + separator.length)) {
      const finding = passwordFile(text, at);
      if (finding !== undefined) findings.push(finding);
    }
  }
  return findings;
}

function userInfo(text: string, from: number): Finding | undefined {
  AUTHORITY.lastIndex = from;
  const authority = AUTHORITY.exec(text)?.[0];
  const at = authority?.lastIndexOf('@') ?? -1;
  if (authority === undefined || at < 1) return undefined;
  const colon = authority.indexOf(':');
  if (colon < 0 || colon > at) {
    // `https://TOKEN@host/repository.git`. Sentry's public keys look the same, and are public.
    const user = authority.slice(0, at);
    const isSecret = !/sentry|ingest/.test(authority) && looksRandom(user, 20) && !isHarmless(user);
    return isSecret ? { start: from, end: from + at, kind: 'url-password' } : undefined;
  }
  const user = authority.slice(0, colon);
  const password = authority.slice(colon + 1, at);
  if (password.length < 4 || !/^[A-Za-z0-9[]/.test(authority.slice(at + 1))) return undefined;
  if (isHarmless(password) || password === user) return undefined;
  // In manuals the password is a word; behind it stands a host that is nobody's.
  const isExampleHost = /^(?:[\w-]+\.)*(?:example(?:\.\w+)?|localhost|127\.0\.0\.1|host|hostname)(?::|$)/i.test(
    authority.slice(at + 1),
  );
  if (isExampleHost && !looksRandom(password, 8) && !looksLikePassword(password)) return undefined;
  return { start: from + colon + 1, end: from + at, kind: 'url-password' };
}

/** Passwords with signs that should have been escaped, as `a#b/c`, and often are not. */
function unescapedPassword(text: string, from: number): Finding | undefined {
  UNESCAPED.lastIndex = from;
  const match = UNESCAPED.exec(text);
  if (match === null || isHarmless(match[1]!) || !/[\d\W]/.test(match[1]!)) return undefined;
  const end = UNESCAPED.lastIndex - 1;
  return { start: end - match[1]!.length, end, kind: 'url-password' };
}

const UNESCAPED =
  /[\w.-]{1,64}:(?!\d{1,5}(?:\/|$))([^\s"'`<>\\@]{3,100})@(?=[\w.-]{1,100}(?::\d{1,5})?(?:[/\s"'`?]|$))/y;

/** `user:password@tcp(host:3306)/database`, as Go's MySQL driver has it. */
function goDataSource(text: string, at: number): Finding | undefined {
  const before = text.slice(Math.max(0, at - 100), at);
  const password = /(?:^|["'`=\s])[\w.-]{1,40}:([^\s"'`]{3,60})$/.exec(before)?.[1];
  if (password === undefined || isHarmless(password)) return undefined;
  return { start: at - password.length, end: at, kind: 'url-password' };
}

/** `host:port:database:user:password`, a line of PostgreSQL's password file. */
function passwordFile(text: string, at: number): Finding | undefined {
  PASSWORD_FILE.lastIndex = at;
  const password = PASSWORD_FILE.exec(text)?.[1];
  if (
    password === undefined ||
    isHarmless(password) ||
    !/(?:^|\n)[\w.*-]{1,100}$/.test(text.slice(Math.max(0, at - 101), at))
  ) {
    return undefined;
  }
  return { start: PASSWORD_FILE.lastIndex - password.length, end: PASSWORD_FILE.lastIndex, kind: 'password' };
}

const PASSWORD_FILE = /:[\d*]{1,5}:[^\s:]{1,60}:[^\s:]{1,60}:([^\s:"'`]{4,100})(?=\s|$)/y;

/** Up to what ends it in a URL, a string or a sentence; bounded, as `://` may come very often. */
const AUTHORITY = /[^\s/?#"'`<>\\(),]{1,300}/y;

function webhook(text: string, from: number): Finding | undefined {
  const first = text[from];
  if (first === undefined) return undefined;
  for (const pattern of WEBHOOKS) {
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    if (match === null) continue;
    const path = match[0].slice(match[0].indexOf('/'));
    if (isExample(path) || !/\d/.test(path)) return undefined;
    return { start: schemeStart(text, from), end: pattern.lastIndex, kind: 'webhook-url' };
  }
  return undefined;
}

/** Who knows these may post. Each service's documentation shows the form. */
const WEBHOOKS: readonly RegExp[] = [
  /hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9+/]{20,100}/y,
  /(?:\w{1,10}\.)?discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{15,21}\/[\w-]{40,100}/y,
  /[\w-]{1,40}\.webhook\.office\.com\/webhook\w{1,4}\/[\w@/.-]{60,400}/y,
  /outlook\.office(?:365)?\.com\/webhook\/[\w@/.-]{60,400}/y,
  /hooks\.zapier\.com\/hooks\/catch\/\d{3,12}\/[A-Za-z0-9/]{4,40}/y,
  /maker\.ifttt\.com\/trigger\/\w{1,60}\/with\/key\/[\w-]{15,60}/y,
  /chat\.googleapis\.com\/v1\/spaces\/[\w-]{8,20}\/messages\?key=[\w-]{30,45}&token=[\w%=-]{20,100}/y,
  /oapi\.dingtalk\.com\/robot\/send\?access_token=[0-9a-f]{64}/y,
  /open\.(?:feishu|larksuite)\.c(?:n|om)\/open-apis\/bot\/v2\/hook\/[0-9a-f-]{36}/y,
  /qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=[0-9a-f-]{36}/y,
  /hook\.(?:\w{2,4}\d?\.)?(?:make|integromat)\.com\/[a-z0-9]{20,40}/y,
  /hooks\.(?:pipedream|airtable)\.com\/[\w/]{10,80}/y,
];

function schemeStart(text: string, afterSlashes: number): number {
  let start = afterSlashes - 3;
  while (start > 0 && afterSlashes - start < 12 && /[A-Za-z]/.test(text[start - 1]!)) start--;
  return start;
}
