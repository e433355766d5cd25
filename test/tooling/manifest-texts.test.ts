import fs from 'node:fs';
import { describe, expect, test } from 'vitest';

const manifest: unknown = JSON.parse(fs.readFileSync('package.json', 'utf8'));
const texts = JSON.parse(fs.readFileSync('package.nls.json', 'utf8')) as Record<string, string>;

/** What VS Code shows to a person, by the name of its place in the manifest. */
const SHOWN = new Set([
  'title',
  'description',
  'markdownDescription',
  'enumDescriptions',
  'markdownEnumDescriptions',
  'deprecationMessage',
  'altText',
  'contents',
  'name',
  'label',
  'category',
]);
/** Names of the product are the same in every language; the first is also npm's name of the package. */
const NAMES = new Set(['sotto', 'Sotto']);

interface Text {
  readonly place: string;
  readonly value: string;
}

function shownTexts(value: unknown, place = '', shown = false): Text[] {
  if (typeof value === 'string') return shown ? [{ place, value }] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => shownTexts(item, `${place}[${index}]`, shown));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => shownTexts(item, `${place}.${name}`, SHOWN.has(name)));
}

describe('a text of the manifest that a person sees', () => {
  const all = shownTexts(manifest);

  test('is a key, so that it can be translated', () => {
    expect(all.length).toBeGreaterThan(50);
    expect(all.filter(({ value }) => !/^%[\w.]+%$/.test(value) && !NAMES.has(value))).toEqual([]);
  });
  test('stands in package.nls.json, which holds nothing else', () => {
    const keys = all.flatMap(({ value }) => /^%([\w.]+)%$/.exec(value)?.[1] ?? []);
    expect(Object.keys(texts).sort()).toEqual([...new Set(keys)].sort());
  });
  test('says something', () => expect(Object.entries(texts).filter(([, text]) => text.trim() === '')).toEqual([]));
});

test('the walkthrough has at most five steps; each has a picture that is there, with words for who cannot see it', () => {
  const { contributes } = manifest as {
    contributes: { walkthroughs: { steps: { media: Record<string, string>; completionEvents: string[] }[] }[] };
  };
  const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  expect(steps.length).toBeLessThanOrEqual(5);
  for (const { media, completionEvents } of steps) {
    const file = media['image'] ?? media['svg'] ?? '';
    expect(fs.existsSync(file), file).toBe(true);
    expect(fs.statSync(file).size).toBeLessThan(60_000);
    expect(media['altText']).toMatch(/^%.+%$/);
    expect(completionEvents).not.toEqual([]);
  }
});

test('a link in the walkthrough runs a command that exists', () => {
  const { contributes } = manifest as { contributes: { commands: { command: string }[] } };
  const known = contributes.commands.map(({ command }) => command);
  const linked = Object.values(texts).flatMap((text) =>
    [...text.matchAll(/\(command:([\w.]+)\)/g)].map(([, id]) => id),
  );
  expect(linked).not.toEqual([]);
  expect(linked.filter((id) => !known.includes(id ?? ''))).toEqual([]);
});
