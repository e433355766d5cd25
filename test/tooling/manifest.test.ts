import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { settingDefinitions } from '../../src/core/settings/settings.ts';
import { serverFor } from '../../src/core/settings/servers.ts';

const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8')) as {
  contributes: { configuration: { properties: Record<string, { scope: string }> }[] };
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
};
const contributed: Record<string, { scope: string }> = Object.assign(
  {},
  ...manifest.contributes.configuration.map(({ properties }) => properties),
);

/** What a workspace may set: knobs of taste that send nothing anywhere and weaken nothing. */
const HARMLESS = [
  'sotto.enabled',
  'sotto.languages',
  'sotto.completion.mode',
  'sotto.completion.addImports',
  'sotto.completion.replaceSuggestList',
  'sotto.completion.trigger',
  'sotto.completion.delayMs',
  'sotto.completion.maxLines',
  'sotto.completion.inComments',
  'sotto.completion.inStrings',
  'sotto.gate.announceHidden',
  'sotto.gate.explore',
  'sotto.gate.hideAtMost',
  'sotto.keyboard.escapeTeaches',
];

test('every setting has a scope, and a workspace may set the harmless ones alone', () => {
  const open = Object.entries(contributed).filter(([, { scope }]) => scope !== 'application');
  expect(open.map(([name]) => name).sort()).toEqual([...HARMLESS].sort());
  expect(Object.keys(contributed)).toHaveLength(Object.keys(settingDefinitions).length);
});

test('the servers are also named as restricted', () =>
  expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toContain('sotto.servers'));

interface SettingsRow {
  readonly id: string;
  readonly scope: string;
  readonly content: unknown;
}

describe('the settings corpus', () => {
  const rows = fs
    .readFileSync('test/corpora/security/settings.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as SettingsRow);

  /** Dotted names of all that the row sets, nested ones too. */
  function namesIn(content: unknown, prefix = ''): string[] {
    if (typeof content !== 'object' || content === null || Array.isArray(content)) return [];
    return Object.entries(content).flatMap(([key, value]) => {
      const name = prefix === '' ? key.replace(/^EXT\b/, 'sotto') : `${prefix}.${key}`;
      return [name, ...namesIn(value, name)];
    });
  }

  for (const { id, scope, content } of rows.filter((row) => row.scope !== 'user')) {
    test(`${id}: nothing that a ${scope} sets there reaches a server, a key, a header, a switch`, () => {
      const reached = namesIn(content).filter(
        (name) => name in contributed && contributed[name]?.scope !== 'application',
      );
      expect(reached.filter((name) => !HARMLESS.includes(name))).toEqual([]);
      // Nor is there a way to say it that we would read: addresses and keys exist under `sotto.servers` alone.
      expect(
        Object.keys(contributed).filter((name) => /url|key\b|header|proxy|tls|template|exclude|apply/i.test(name)),
      ).toEqual([]);
    });
  }

  for (const { id, content } of rows.filter((row) => row.scope === 'user')) {
    test(`${id}: what the person sets is used as it is set`, () => {
      const url = Object.values(content as Record<string, string>)[0]!;
      expect(serverFor({ local: { completion: { url } } }, ['local'], 'completion')).toEqual({ url });
    });
  }
});
