import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgePath, type PathFacts, type PathOperation } from '../../../src/core/safety/judge-path.ts';

const links = new Map([
  ['/ws/app/out-link', '/home/dev'],
  ['/ws/app/up', '../other'],
  ['/ws/app/docs', '/ws/app/documentation'],
  ['/ws/app/conf', '.vscode'],
  ['/ws/app/a', 'b'],
  ['/ws/app/b', 'a'],
]);
const posix: PathFacts = { roots: ['/ws/app'], caseInsensitive: false, linkAt: (path) => links.get(path) };
const windows: PathFacts = {
  roots: ['C:\\ws\\app'],
  caseInsensitive: true,
  linkAt: (path) => (path.toLowerCase() === 'c:\\ws\\app\\junction' ? 'C:\\Users\\dev' : undefined),
};
const verdict = (target: string, facts = posix, operation: PathOperation = 'edit'): string => {
  const answer = judgePath(target, operation, facts);
  return answer.kind === 'allow' ? `allow ${answer.path}` : `${answer.kind} ${answer.reason}`;
};

const onPosix: readonly (readonly [string, string])[] = [
  ['src/a.ts', 'allow /ws/app/src/a.ts'],
  ['./src/../src/a.ts', 'allow /ws/app/src/a.ts'],
  ['/ws/app/src/a.ts', 'allow /ws/app/src/a.ts'],
  ['docs/guide.md', 'allow /ws/app/documentation/guide.md'],
  ['src/[id]/page.tsx', 'allow /ws/app/src/[id]/page.tsx'],
  ['envs/.env.example', 'allow /ws/app/envs/.env.example'],
  ['../x', 'refuse outside'],
  ['/ws/app-secrets/x', 'refuse outside'],
  ['../../../../../x', 'refuse outside'],
  ['out-link/.bashrc', 'refuse link-outside'],
  ['up/x.ts', 'refuse link-outside'],
  ['a/x', 'refuse link-loop'],
  ['~/.bashrc', 'refuse not-a-plain-path'],
  ['$HOME/x', 'refuse not-a-plain-path'],
  ['${workspaceFolder}/x', 'refuse not-a-plain-path'],
  ['src\\..\\..\\x', 'refuse not-a-plain-path'],
  ['file:///ws/app/src/a.ts', 'refuse not-a-plain-path'],
  ['src/a%2f..', 'refuse not-a-plain-path'],
  ['.git\u200C/config', 'refuse unsafe-characters'],
  ['src／..／x', 'refuse unsafe-characters'],
  ['src/a\u202Ets.exe', 'refuse unsafe-characters'],
  ['src/', 'refuse a-folder'],
  ['.', 'refuse a-folder'],
  [' ', 'refuse empty'],
  ['a'.repeat(5000), 'refuse too-long'],
  [`src/${'a'.repeat(300)}`, 'refuse too-long'],
  ['sub/.vscode/settings.json', 'confirm editor-or-agent'],
  ['.VSCODE/settings.json', 'confirm editor-or-agent'],
  ['.vſcode/settings.json', 'confirm editor-or-agent'],
  ['conf/settings.json', 'confirm editor-or-agent'],
  ['AGENTS.md', 'confirm editor-or-agent'],
  ['CONVENTIONS.md', 'confirm editor-or-agent'],
  ['.github/copilot-instructions.md', 'confirm editor-or-agent'],
  ['.husky/pre-commit', 'confirm git'],
  ['.github/workflows/ci.yml', 'confirm ci'],
  ['.env.production', 'confirm secrets'],
  ['keys/server.pem', 'confirm secrets'],
  ['package.json', 'confirm runs-code'],
  ['node_modules/x/index.js', 'confirm generated'],
];
test.each(onPosix)('%j: %s', (target, expected) => expect(verdict(target)).toBe(expected));

const onWindows: readonly (readonly [string, string])[] = [
  ['src\\a.ts', 'allow C:\\ws\\app\\src\\a.ts'],
  ['c:/WS/app/src/a.ts', 'allow c:\\WS\\app\\src\\a.ts'],
  ['src\\..\\..\\x', 'refuse outside'],
  ['D:\\ws\\app\\x', 'refuse outside'],
  ['\\ws\\app\\x', 'refuse outside'],
  ['C:x.ts', 'refuse windows-name'],
  ['\\\\server\\share\\x', 'refuse windows-name'],
  ['\\\\?\\C:\\ws\\app\\x', 'refuse not-a-plain-path'],
  ['junction\\x', 'refuse link-outside'],
  ['src\\NUL.txt', 'refuse windows-name'],
  ['src/a.ts::$DATA', 'refuse windows-name'],
  ['.vscode.\\settings.json', 'refuse windows-name'],
  ['GIT~1\\config', 'refuse windows-name'],
  ['.VsCode\\settings.json', 'confirm editor-or-agent'],
];
test.each(onWindows)('on Windows %j: %s', (target, expected) => expect(verdict(target, windows)).toBe(expected));

test('what takes a file away, or all of its text, is confirmed', () => {
  for (const operation of ['delete', 'rename', 'overwrite-whole-file'] as const) {
    expect(verdict('src/a.ts', posix, operation)).toBe('confirm destructive');
  }
  expect(verdict('src/new.ts', posix, 'create')).toMatch('allow');
});

test('what the project leaves out is confirmed', () => {
  expect(verdict('gen/a.ts', { ...posix, isIgnored: (path) => path.startsWith('/ws/app/gen/') })).toBe(
    'confirm ignored',
  );
});

test('a workspace that was opened by way of a link has its files inside', () => {
  const linked: PathFacts = { ...posix, linkAt: (path) => (path === '/ws' ? '/data/ws' : undefined) };
  expect(verdict('src/a.ts', linked)).toBe('allow /data/ws/app/src/a.ts');
});

test('no path that is let through leads out of the workspace', () => {
  const part = fc.constantFrom('..', '.', '', 'src', 'out-link', 'docs', 'up', 'conf', 'a', '/', '..hidden');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.boolean(), (parts, absolute) => {
      const answer = judgePath((absolute ? '/ws/app/' : '') + parts.join('/'), 'edit', posix);
      if (answer.kind === 'refuse') return;
      expect(answer.path).toMatch(/^\/ws\/app\/[^/]/);
      expect(answer.path.split('/')).not.toContain('..');
    }),
  );
});
