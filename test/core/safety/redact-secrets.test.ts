import { describe, expect, test } from 'vitest';
import { containsPlaceholder, findPlaceholder } from '../../../src/core/safety/placeholder.ts';
import { redactSecrets } from '../../../src/core/safety/redact-secrets.ts';

// Values are put together here, so that no scanner takes this file for a leak.
const PASSWORD = 'zDyUkHd' + 'FAKE' + 'CIWNBcG9';
const TOKEN = 'Yr5BitrY1KU21QFipS' + 'FAKE' + 'CrmnuozQ54PymjLUIY';
const GITHUB = 'gh' + 'p_' + 'ImL82mXCGVihu8Ug' + 'FAKE' + 't3c2qgDW6bXH2EXC';
const HEX = '0565274ad2769' + 'facade' + 'a32929803371b';
const KEY_LINE = 'MIIEpAIBAAKCAQEAwc5agVpqZr6BUJKiudD' + 'G5PKhpjKPr7Z9jQ26gExWDBH1zsH';
const BEGIN = '-----BEGIN ' + 'RSA PRIVATE KEY-----';
const END = '-----END ' + 'RSA PRIVATE KEY-----';

const redacted = (text: string): string => redactSecrets(text).text;

describe('finds by its form', () => {
  const forms: readonly (readonly [string, string])[] = [
    ['a GitHub token', GITHUB],
    ['an AWS access key', 'AKI' + 'AYNARAC' + 'FAKE' + 'OPTMLT'],
    ['a GitLab token', 'glp' + 'at-jjzFwuAT' + 'FAKE' + 't0FAQVeV'],
    ['a Slack token', 'xox' + 'b-469562535795-593756742165-J61fvsDyHj' + 'FAKE' + 'qiTmLve4Ot'],
    ['an Anthropic key', 'sk-' + 'ant-api03-XKMYVWnAzvamQljEF8obho2PeMF20_' + 'FAKE' + '812VJQo0zf9E-AA'],
    ['an OpenAI key', 'sk-' + 'proj-ChxOMragImzTI3LtEKclxmv4WFp9RqPBOHI' + 'FAKE' + 'QAwRhi0BKkwQxftPSds7J'],
    ['a Google API key', 'AI' + 'zaSyTvOqi748rPTW' + 'FAKE' + 'Uq_-qU2E9-6BfmjA'],
    ['an npm token', 'np' + 'm_qq9159ZFAsAMPQDt' + 'FAKE' + 'Y88tfQknMUWOa5v3'],
    ['a PyPI token', 'py' + 'pi-AgEIcHlwaS5vcmcliRerfbkp7vnmMETZkByUcp_' + 'FAKE' + 'mBa4MuICX38nYOqOo14Xxo_JTQA'],
    ['a Stripe key', 'sk' + '_live_pXWJQREqVa' + 'FAKE' + 'pW7eqCIFMw'],
    ['a Telegram token', '110201543' + ':AAHdqTcvCH1vGWJx' + 'FAKE' + 'SeofSAs0K5PALDsaw'],
    ['a Discord token', 'MTYX6uNwh1FyScxwWCtoeKsxPc' + '.GPb3Q7.uBt1fD0KNdeM-AJGx' + 'FAKE' + 'hwhqJg6OBdplQg6Vm'],
    ['an Azure client secret', 'Hp38Q~lQVeKxXA0SusekY' + 'FAKE' + 'VAC95XHktHUtGoV'],
    [
      'a JSON web token',
      'ey' + 'JhbGciOiJIUzI1NiJ9.ey' + 'JzdWIiOiJGQUtFLTg5Mjk1MiJ9.vanyIVkTUWDH1mJ-ZQL' + 'FAKE' + '5O5u4ZZJ',
    ],
  ];
  for (const [name, secret] of forms) {
    test(`${name} in a comment`, () => {
      const text = redacted(`// it was ${secret} once\n`);
      expect(text).toMatch(/^\/\/ it was SOTTO_REDACTED_[A-Z_]+_1 once\n$/);
    });
  }
  test('a token behind an escape in a string literal', () => expect(redacted(`"a\\n${GITHUB}"`)).not.toContain(GITHUB));
  test('a webhook, as a whole', () => {
    const url = 'https://hooks.' + 'slack.com/services/T4H19F9ZF/BAGV3MRQW/cESn8GtRXC' + 'FAKE' + 'aVYLUDXXF4';
    expect(redacted(`post("${url}")`)).toBe('post("SOTTO_REDACTED_WEBHOOK_URL_1")');
  });
});

describe('finds by its name', () => {
  const lines: readonly string[] = [
    `DB_PASSWORD=${PASSWORD}`,
    `export PGPASSWORD='${PASSWORD}'`,
    `ENV REDIS_PASSWORD ${PASSWORD}`,
    `  password: ${PASSWORD} # rotate`,
    `spring.datasource.password=${PASSWORD}`,
    `<password>${PASSWORD}</password>`,
    `<add key="ClearTextPassword" value="${PASSWORD}" />`,
    `machine x.test login me password ${PASSWORD}`,
    `db.prod.test:5432:app:svc:${PASSWORD}`,
    `var dsn = "Server=x;User Id=sa;Password=${PASSWORD};"`,
    `const char password[] = "${PASSWORD}";`,
    `const DB_PASS: &str = "${PASSWORD}";`,
    `define('DB_PASSWORD', '${PASSWORD}');`,
    `'password' => '${PASSWORD}',`,
    `ds.setPassword("${PASSWORD}");`,
    `secret = process.env.JWT_SECRET || '${PASSWORD}'`,
    `const body = "{\\"password\\":\\"${PASSWORD}\\"}";`,
    `CREATE USER a IDENTIFIED BY '${PASSWORD}';`,
    `ConvertTo-SecureString "${PASSWORD}" -AsPlainText`,
    `smtp.login("me@corp.test", "${PASSWORD}")`,
    `curl -u admin:${PASSWORD} https://x.test/`,
    `postgres://app:${PASSWORD}@db.test/app`,
    `sql.Open("mysql", "root:${PASSWORD}@tcp(db:3306)/x")`,
    `https://api.test/v1?access_token=${TOKEN}&x=1`,
    `curl -H "Authorization: Bearer ${TOKEN}" https://x.test/`,
    `- name: API_TOKEN\n  value: "${TOKEN}"`,
    `//registry.test/:_authToken=${TOKEN}`,
    `    token: ${TOKEN}`,
    `DD_API_KEY: ${HEX}`,
    `# the api key: ${TOKEN}`,
  ];
  for (const line of lines) {
    const secret = [PASSWORD, TOKEN, HEX].find((value) => line.includes(value))!;
    test(line.replace(secret, '█').replaceAll('\n', '⏎'), () => {
      const text = redacted(`${line}\n`);
      expect(text).toBe(`${line.replace(secret, text.match(/SOTTO_REDACTED_[A-Z_]+_1/)?.[0] ?? 'nothing')}\n`);
    });
  }
});

describe('finds private keys', () => {
  const body = `${KEY_LINE}\n${KEY_LINE}\nbA5HNTSgkFN3YmE9\n`;
  test('in a file', () =>
    expect(redacted(`${BEGIN}\n${body}${END}\n`)).toBe(`${BEGIN}\nSOTTO_REDACTED_PRIVATE_KEY_1\n${END}\n`));
  test('in a string with escaped line breaks', () =>
    expect(redacted(`k = "${BEGIN}\\n${KEY_LINE}\\n${END}\\n"`)).toBe(
      `k = "${BEGIN}\\nSOTTO_REDACTED_PRIVATE_KEY_1\\n${END}\\n"`,
    ));
  test('of one short line', () =>
    expect(redacted(`${BEGIN}\nMC4CAQAwBQYDK2VwBCIEIJ\n${END}`)).toContain('SOTTO_REDACTED'));
  test('whose end is cut off', () => expect(redacted(`${BEGIN}\n${body}`)).not.toContain(KEY_LINE));
  test('whose beginning is cut off', () => expect(redacted(`${body}${END}\n`)).not.toContain(KEY_LINE));
  test('in base64, as kubeconfig has them', () =>
    expect(redacted(`client-key-data: ${btoa(`${BEGIN}\n${body}`)}\n`)).toMatch(
      /data: SOTTO_REDACTED_PRIVATE_KEY_1\n$/,
    ));
});

describe('leaves alone', () => {
  const texts: readonly string[] = [
    'API_KEY=YOUR_API_KEY_HERE',
    'password: "********"',
    'OPENAI_API_KEY=sk-...',
    'const key = process.env.STRIPE_SECRET_KEY;',
    `password: "{{ lookup('env', 'PW') }}"`,
    'password = "${DB_PASSWORD}"',
    'token: string;',
    'const token = this.tokenizer.nextToken(position.line4);',
    `commit ${'954081f1dc78516991dc8dab316e68' + 'e4fb6c7c85'}`,
    `id: "${'13a5c81a-1a12-4dfc-a965' + '-b07c1b841d13'}"`,
    `re.compile(r"ghp_[A-Za-z0-9]{36}")`,
    'if line.startswith("-----BEGIN ' + 'RSA PRIVATE KEY-----"):',
    '"auth.password": "Password", "auth.token": "Your token has expired"',
    'const passwordHash = "c29tZSBoYXNoIG9mIGEgcGFzc3dvcmQ5";',
    'postgres://postgres:postgres@localhost:5432/test',
    'tokenTypes: ["comment.line.double-slash", "string.quoted.single"]',
    'task-sk-run-all-the-things-now-please-and-then-stop',
    'PublicKeyToken=' + 'b03f5f7f11d50a3a',
    "'password' => 'required|min:8'",
    'algorithm: "aes-256-cbc", secret: "sha256-digest"',
  ];
  for (const text of texts) test(text, () => expect(redactSecrets(`${text}\n`).findings).toEqual([]));
});

describe('placeholders', () => {
  test('are the same for the same secret, and differ for others', () =>
    expect(redacted(`A_TOKEN=${GITHUB}\nB_TOKEN=${GITHUB}\nC_PASSWORD=${PASSWORD}\n`)).toBe(
      'A_TOKEN=SOTTO_REDACTED_GITHUB_TOKEN_1\nB_TOKEN=SOTTO_REDACTED_GITHUB_TOKEN_1\nC_PASSWORD=SOTTO_REDACTED_PASSWORD_2\n',
    ));
  test('stand for a secret where nothing names it, once it is known', () =>
    expect(redacted(`DB_PASSWORD=${PASSWORD}\n\nask("${PASSWORD}")\n`)).not.toContain(PASSWORD));
  test('are recognised in what a model wrote', () => {
    expect(containsPlaceholder(`x = "${redacted(GITHUB)}"`)).toBe(true);
    expect(containsPlaceholder('x = "ghp_"')).toBe(false);
  });
  test('are found where they begin, also when only their beginning was streamed', () => {
    expect(findPlaceholder('a = "SOTTO_REDACTED_PASSWORD_3"')).toBe(5);
    expect(findPlaceholder('a = "SOTTO_RED')).toBe(5);
    expect(findPlaceholder('a = "SOTTO')).toBeUndefined();
  });
});

describe('fences', () => {
  const FENCE = '<|fim_suffix|>';
  const fenced = (text: string): string =>
    redactSecrets(text, { fences: [{ start: text.indexOf(FENCE), end: text.indexOf(FENCE) + FENCE.length }] }).text;
  test('stay, and a secret is found around them', () =>
    expect(fenced(`DB_PASSWORD=${PASSWORD.slice(0, 6)}${FENCE}${PASSWORD.slice(6)}\n`)).toBe(
      `DB_PASSWORD=SOTTO_REDACTED_PASSWORD_1${FENCE}SOTTO_REDACTED_PASSWORD_1\n`,
    ));
  test('stay between two secrets', () =>
    expect(fenced(`${GITHUB}\n${FENCE}\n${GITHUB}`)).toBe(
      `SOTTO_REDACTED_GITHUB_TOKEN_1\n${FENCE}\nSOTTO_REDACTED_GITHUB_TOKEN_1`,
    ));
});
