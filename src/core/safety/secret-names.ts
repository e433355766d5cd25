/**
 * How much a name says about its value. `password`: any value that is no placeholder may be one. `key`: API keys, tokens
 * and the like, which are made by generators, so their values must look it. `pair`: user and password in base64.
 */
export type NameStrength = 'password' | 'key' | 'pair';

/** Judges `spring.datasource.password`, `DB_PASSWORD`, `x-api-key`, `clientSecret`; `passwordHash` and `tokenType` are none. */
export function nameStrength(name: string): NameStrength | undefined {
  if (/secure-?string$/i.test(name)) return 'password';
  const words = wordsOf(name);
  while (words.length > 1 && TRAILING.test(words.at(-1)!)) words.pop();
  const last = words.at(-1);
  if (last === undefined) return undefined;
  const before = words.at(-2) ?? '';
  if (PASSWORD.test(last)) return NOT_BEFORE_PASSWORD.test(before) ? undefined : 'password';
  if (/^(?:pass|(?:bind|root|user|admin|db)?pw)$/.test(last)) return 'password';
  if (last === 'phrase') return /^(?:pass|seed|recovery|secret)$/.test(before) ? 'password' : undefined;
  if (last === 'identified') return 'password';
  if (last === 'sig') return 'key';
  if (last === 'auth' || last === 'auths') return 'pair';
  // .NET's `PublicKeyToken` is neither.
  if (words.at(-3) === 'public') return undefined;
  if (TOKEN.test(last)) return NOT_BEFORE_TOKEN.test(before) ? undefined : 'key';
  if (last === 'key' || last === 'keys') return BEFORE_KEY.test(before) ? 'key' : undefined;
  if (last === 'salt' || last === 'nonce') return BEFORE_SALT.test(before) ? 'key' : undefined;
  return undefined;
}

/** Every hit of this is a place where a name that counts may be; the names themselves are judged by their words. */
export const NAME_HINT =
  /passw|passphrase|passcode|passwd|_pass|pass\b|pw\b|pwd|secret|token|key|credential|auth|psk|phrase|jwt|bearer|salt|nonce|securestring|webhook|\bpat\b|_pat\b|pass["']|\bidentified(?= by\b)|(?<=[?&])sig(?==)/gi;

const PASSWORD =
  /^(?:\w{0,12}password|\w{0,8}passwd|\w{0,8}passphrase|passcode|\w{0,6}pwd|\w{0,8}secrets?|credentials?|psk|\w{0,8}passwort|userpass|dbpass)$/;
const TOKEN =
  /^(?:\w{0,12}tokens?|\w{0,12}apikeys?|\w{0,8}(?:access|secret|private|auth|account|signing|encrypt(?:ion)?|master|license|shared)key|jwt|pat|bearer|cookie|webhook|authorization)$/;

/** `csrfToken`, `nextPageToken`: what they hold is shown to everybody. `tokenSecret` is a secret. */
const NOT_BEFORE_TOKEN =
  /^(?:next|page|continuation|cancel|cancellation|csrf|xsrf|public|publishable|sync|stop|start|end|eos|bos|pad|syntax|comment|delimiter)$/;
const NOT_BEFORE_PASSWORD = /^(?:hashed|encrypted|no|show|hide|forgot|reset|confirm|has|is|salt|digest)$/;

const BEFORE_KEY =
  /^(?:api|app|access|secret|private|priv|account|auth|authentication|encryption|encrypt|decryption|signing|sign|signature|master|shared|preshared|client|license|licence|application|service|deploy|deployment|deployer|storage|subscription|session|cookie|jwt|hmac|aes|rsa|ssh|role|server|consumer|webhook|integration|admin|root|maps|write|ingest|ingestion|instrumentation|bot|user|host|logged|in|anon|security|merchant|crypto|cipher|symmetric|machine|functions?|function|host|bus|broker|wallet|sender|push|vapid|fcm|recaptcha|captcha|turnstile|hcaptcha|stripe|openai|anthropic|google|aws|azure|gcp|dd|datadog|sendgrid|mailgun|twilio|firebase|supabase|algolia|rollbar|bugsnag|honeybadger|sentry|relic|segment|mixpanel|amplitude|mapbox|cloudflare|heroku|github|gitlab|slack|discord|telegram|vault|secure|auth0|okta|data|accesskey|maxmind|weather|owm|tmdb|omdb|giphy|nasa|news|yelp|airtable|notion|figma|linear|mistral|cohere|gemini|groq|deepseek|openrouter|replicate|nonce|salt)$/;
const BEFORE_SALT = /^(?:auth|secure|logged|in|secret|password|session|cookie|app|nonce)$/;

/** What may stand behind the word that counts: where the value is for, how it is written. */
const TRAILING =
  /^(?:value|val|str|string|text|raw|plain|plaintext|clear|cleartext|prod|production|dev|development|staging|stage|test|testing|live|sandbox|env|default|base|old|new|current|previous|primary|secondary|main|backup|hex|b64|base64|data|literal|const|constant|here|is|eu|us|\d{1,4}|[a-c])$/;

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+|(?<=[a-z])(?=\d+$)/)
    .filter((word) => word !== '');
}
