import { expect, test } from 'vitest';
import { chatPage } from '../../../src/core/chat/page.ts';

const options = {
  nonce: 'abcdefghijklmnopqrstuv',
  cspSource: 'https://*.vscode-cdn.test',
  scriptUri: 'https://files.vscode-cdn.test/dist/webview/chat.js',
  styleUri: 'https://files.vscode-cdn.test/dist/webview/chat.css',
};

function policy(html: string): readonly string[] {
  const content = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
  return content.split('; ');
}

test('the policy allows our script, our style and our font, and nothing else', () => {
  expect(policy(chatPage(options))).toEqual([
    "default-src 'none'",
    "script-src 'nonce-abcdefghijklmnopqrstuv'",
    'style-src https://*.vscode-cdn.test',
    'font-src https://*.vscode-cdn.test',
    'img-src https://*.vscode-cdn.test data:',
    "connect-src 'none'",
    "frame-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ]);
});

test('only one script is in the page, and it carries the nonce', () => {
  expect(chatPage(options).match(/<script[^>]*>/g)).toEqual([
    '<script nonce="abcdefghijklmnopqrstuv" type="module" src="https://files.vscode-cdn.test/dist/webview/chat.js">',
  ]);
});

test('an address cannot end its attribute', () => {
  const html = chatPage({ ...options, scriptUri: 'https://a.test/"><script>alert(1)</script>' });
  expect(html).not.toContain('<script>alert');
});

test('a nonce or a source that would change the policy is refused', () => {
  expect(() => chatPage({ ...options, nonce: 'short' })).toThrow('nonce');
  expect(() => chatPage({ ...options, nonce: "abcdefghijklmnopq' 'unsafe-eval" })).toThrow('nonce');
  expect(() => chatPage({ ...options, cspSource: "x; script-src 'unsafe-inline'" })).toThrow('source');
});

test("VS Code's own source is taken as it is, words that loosen a policy are not", () => {
  const html = chatPage({ ...options, cspSource: "'self' https://*.vscode-cdn.test" });
  expect(policy(html)).toContain("font-src 'self' https://*.vscode-cdn.test");
  expect(() => chatPage({ ...options, cspSource: "'self' 'unsafe-inline'" })).toThrow('source');
});
