import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeLink } from '../../../src/core/chat/link.ts';

test.each([
  ['https://code.visualstudio.com/api', 'code.visualstudio.com'],
  ['http://127.0.0.1:8080/v1', '127.0.0.1:8080'],
  ['https://x.attacker.test/?q=SECRET', 'x.attacker.test'],
  ['https://gіthub.test/', 'xn--gthub-n2e.test'],
  ['HTTPS://EXAMPLE.test', 'example.test'],
])('%s is asked about by its host', (href, host) => expect(judgeLink(href)).toMatchObject({ kind: 'web', host }));

describe('refused', () => {
  test.each([
    'command:workbench.action.terminal.new',
    'COMMAND:foo',
    'vscode://file/etc/passwd',
    'vscode:extension/attacker.helper',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:a@b.test',
    'ms-msdt:/id',
    '//x.test/a',
    'docs/readme.md',
    'https://github.com@x.attacker.test/',
    'https://github.com%2F@x.attacker.test/',
    'https://github.com%2e.attacker.test/',
    'https:\\\\x.attacker.test',
    'https:x.attacker.test',
    'https://github.com\t.attacker.test/',
    'https://github.com\u202e.attacker.test/',
    `https://x.test/${'a'.repeat(2_000)}`,
    '',
  ])('%j', (href) => expect(judgeLink(href).kind).toBe('refused'));
});

test('whatever passes is a web address whose host is the one shown', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.webUrl().map((url) => url.replace('://', '://a@')),
      ),
      (href) => {
        const link = judgeLink(href);
        if (link.kind === 'web') expect(new URL(link.url).host).toBe(link.host);
      },
    ),
  ));
