import type { Finding } from './finding.ts';
import { isHarmless } from './harmless-values.ts';
import { looksLikePassword, looksRandom } from './random-text.ts';

/**
 * Passwords that only their place gives away: the second string in `login("user", "…")` or `auth=("user", "…")`, and what
 * follows the colon in `curl -u user:…`.
 */
export function findCallArguments(text: string): Finding[] {
  const findings: Finding[] = [];
  LOGIN.lastIndex = 0;
  for (let call = LOGIN.exec(text); call !== null; call = LOGIN.exec(text)) {
    for (const { start, end } of laterStrings(text, LOGIN.lastIndex)) {
      const value = text.slice(start, end);
      const isSecret = !isHarmless(value) && (looksRandom(value, 8) || looksLikePassword(value));
      if (isSecret && !NO_PASSWORD.test(value)) findings.push({ start, end, kind: 'password' });
    }
  }
  COMMAND.lastIndex = 0;
  for (let command = COMMAND.exec(text); command !== null; command = COMMAND.exec(text)) {
    const value = command[1] ?? command[2] ?? '';
    const end = COMMAND.lastIndex;
    if (!isHarmless(value) && (/[\d\W]/.test(value) || looksRandom(value, 8)))
      findings.push({ start: end - value.length, end, kind: 'password' });
  }
  return findings;
}

const LOGIN =
  /(?:\blogin|authenticate|basic_?auth|setcredentials|credentials?|getconnection|mysqli?_connect|mysqli|\bpdo|userinfo|\bauth\s?=|\bauth:|sign_?in\w{0,24})\s{0,3}\(?\s{0,3}[([]\s{0,20}/gi;

/** The second to fourth string literal among the first arguments, which must all be literals or simple names. */
function* laterStrings(text: string, from: number): Generator<{ start: number; end: number }> {
  ARGUMENT.lastIndex = from;
  for (let index = 0; index < 4; index++) {
    const argument = ARGUMENT.exec(text);
    if (argument === null) return;
    const value = argument[2];
    if (index > 0 && value !== undefined) {
      const start = argument.index + argument[0].indexOf(argument[1]!) + 1;
      yield { start, end: start + value.length };
    }
  }
}

const ARGUMENT = /[brfu@]?(?:(["'])([^"'\n\\]{0,120})\1|[\w.$]{1,60})\s{0,4}(?:,\s{0,30}|(?=[)\]]))/y;

/** Addresses and other things that stand behind the first argument, and are no passwords. */
const NO_PASSWORD = /@[\w-]+\.|:\/\/|^\/|[,;=]/;

const COMMAND =
  /\b(?:curl|wget|https?|xh)[ \t](?:[^\n]{0,160}?\s)?(?:-u|--user)[ =]{0,2}["']?[\w.@-]{1,64}:([^\s"':]{4,100})|\b(?:sshpass|mysql|mysqldump|mysqladmin|redis-cli|docker login|podman login|az login|psql|mongosh?|ldapsearch)[ \t](?:[^\n]{0,100}?\s)?(?:-p|-a|-w)[ =]?["']?([^\s"'-][^\s"']{3,100})/g;
