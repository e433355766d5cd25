import { containsPlaceholder } from './placeholder.ts';

/**
 * Is the value, for all its looks, no secret: a placeholder out of a manual, a reference to where the secret is kept, a
 * template, a pattern that finds secrets, a hash?
 */
export function isHarmless(whole: string): boolean {
  // Longer ones are judged by their beginning, to keep the scan linear.
  const value = whole.length > JUDGED ? whole.slice(0, JUDGED) : whole;
  return (
    PLACEHOLDER_WORD.test(value) ||
    WHOLE_PLACEHOLDER.test(value) ||
    REFERENCE.test(value) ||
    PATTERN.test(value) ||
    HASH.test(value) ||
    ALGORITHM.test(value) ||
    isMonotone(value) ||
    containsPlaceholder(value)
  );
}

/**
 * Shorter than `isHarmless`, for texts of a known format: in these, only what makes them an example on purpose counts.
 * A key that has `test` in it is still a key.
 */
export function isExample(value: string): boolean {
  return EXAMPLE_WORD.test(value) || isMonotone(value) || containsPlaceholder(value);
}

const JUDGED = 200;

const EXAMPLE_WORD = /EXAMPLE|example|x{4}|X{4}|\*{3}|\.{3}|…|YOUR[_-]|your[_-]|[Rr]eplace|REPLACE|_here\b|_HERE\b/;

const PLACEHOLDER_WORD =
  /example|change[_-]?(?:me|it|this)|your|x{4}|\*{3}|\.{3}|…|placeholder|dummy|redacted|replace|insert|default|not[_-]?(?:set|real|used)|_here\b|-here\b|lorem|1234567|abcdefg|qwerty|s3cr3t|p[a@][s5][s5]w[o0]rd|required|sample|^(?:my|some|any|the|test|fake|mock|no)[_-]/i;

/** Passwords that protect nothing: names, with a number behind them. */
const WHOLE_PLACEHOLDER =
  /^(?:(?:my|some|the|new|old|a|bad|wrong|super|invalid|valid)?[_-]?(?:pass|passwd|pwd|secret|token|api[_-]?key|key|test|testing|admin|root|user|guest|demo|foo|bar|baz|foobar|abc|login|value|string|hello|postgres|mysql|none|null|undefined|true|false|todo|tbd|na)[_-]?[a-z]{0,8}\d{0,4}[!.]?)$/i;

const REFERENCE =
  /^\$\{?[A-Za-z_]|\$\{|\{\{|#\{|\$\(|%\(|%[A-Za-z_]{2,40}%|<%|^<[^<>]*>$|^\{[^{}]*\}$|\{[A-Za-z_][\w.]{0,30}\}|^%[sdv]$|^@(?:Microsoft|secret|env)|^(?:arn|vault|op|ssm|secretref|secretsmanager|file|env|http|https|urn|data|ENC|keyring|sops|AQICAH)[:[(]|^ENC\[|^(?:process\.env|os\.environ|System\.getenv|secrets?\.|vars?\.|var\.|env\.|config\.|self\.|this\.)|^(?:~|\.{0,2})\/[a-z]/;

const PATTERN =
  /\[[^\]]{0,40}(?:[A-Za-z0-9]-[A-Za-z0-9]|\\[a-zA-Z])[^\]]{0,40}\]|\\[dwsbDWS](?:[+*{]|$)|\{\d{1,4}(?:,\d{0,4})?\}|\(\?[:=!<]|\.[*+]\)/;

/** Hashed passwords, digests, public keys, addresses, keys that web pages show to everybody: what they were made of can't be read from them. */
const HASH =
  /^\$(?:2[abxy]?|argon2\w*|[156]|apr1|scrypt|pbkdf2[\w-]*)\$|^(?:pbkdf2_|bcrypt|argon2|scrypt|\{S?SHA|\{CRYPT|sha(?:1|224|256|384|512)[:-]|md5[:-]|ssh-|AAAA[BCE]3NzaC)|^0x[\dA-Fa-f]{40}$|^(?:pk\.eyJ|pk_(?:live|test)_|sb_publishable_|pub_|phc_)/;

const ALGORITHM =
  /^(?:aes|des|3des|rsa|dsa|ecdsa|ecdh|sha|md5|hmac|chacha|ed25519|x25519|[hrep]s256|[hrep]s512|pbkdf2|secp\d|curve|A(?:128|192|256)|dir$)(?![A-Za-z])[-_/\dA-Za-z+]{0,40}$/i;

/** `aaaaaaaa`, `0000-0000`, `xyxyxyxy`: fewer kinds of characters than any secret has. */
function isMonotone(value: string): boolean {
  const most = Math.min(4, value.length / 3);
  let seen = '';
  for (let at = 0; at < value.length && at < 64; at++) {
    if (seen.includes(value[at]!)) continue;
    seen += value[at]!;
    if (seen.length > most) return false;
  }
  return value.length >= 6;
}
