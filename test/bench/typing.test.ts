import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BadInput } from '../../bench/lib/bad-input.ts';
import { readPatch } from '../../bench/typing/commits.ts';
import { ENGINES, type MeasuredEngine, type TypingAnswer } from '../../bench/typing/engines.ts';
import { figuresOf } from '../../bench/typing/figures.ts';
import { judge, measure, type Policy, type Trial } from '../../bench/typing/measure.ts';
import { measureNoise } from '../../bench/typing/noise.ts';
import { measureStopping } from '../../bench/typing/stopping.ts';
import { answerOf } from '../../bench/typing/noisy-answer.ts';
import { type Place, samplePlaces, textsAt } from '../../bench/typing/places.ts';
import { randomNumbers } from '../../bench/typing/random.ts';
import { commitScenes, folderScene } from '../../bench/typing/scenes.ts';
import { checkScrambled } from '../../bench/typing/scramble-check.ts';
import { lexSimulated } from '../../bench/typing/simulation-lexer.ts';
import { runTypingBench } from '../../bench/typing.ts';

const POLICY: Policy = { threshold: 0.65, minChars: 6 };
const OPTIONS = { languages: new Set(['ts'] as const), seed: 1, count: 20, replayedLines: 0 };

const ROWS = `import { open } from './open.ts';

/** Reads rows. */
export function readRows(file: string, limit = 10): string[] {
  // not a place
  const rows = open(file).lines.slice(0, limit);
  return rows.map((row) => row.trim());
}

export const label = \`a long text that is not one token \${rows}\`;
`;

let folder = '';
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-typing-')));
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Files that all begin in the same way. */
function writeProject(count = 12): void {
  for (let i = 0; i < count; i++) {
    fs.writeFileSync(path.join(folder, `rows${i}.ts`), `${ROWS}export const total${i} = readRows('a${i}', ${i});\n`);
  }
}

test('the simulation reads names, whole short strings and the way lines are indented', () => {
  const { tokens, unfinished } = lexSimulated("if (a) {\n  b('x y'); // c\n}\nco", 'ts');
  expect(tokens.map(({ text }) => text).join(' ')).toBe("\x01= if ( a ) { \x01> b ( 'x y' ) ; \x01< } \x01= co");
  expect(unfinished).toEqual({ kind: 'word', start: 28 });
});

// What the typing simulation of the published figures draws from the same text and seed.
test('cursors stand where the published simulation puts them', () => {
  const places = samplePlaces([{ path: 'rows.ts', text: ROWS, language: 'ts' }], 12, randomNumbers('seed1'));
  expect(places.map(({ kind, offset, truth }) => `${kind} ${offset} ${truth}`)).toEqual([
    "tok 14 } from './open.ts';",
    "mid 19 m './open.ts';",
    'open 154 file).lines.slice(0, limit);',
    'tok 247 `a long text that is not one token ${rows}`;',
    "open 9 open } from './open.ts';",
    'tok 247 `a long text that is not one token ${rows}`;',
    'bol 136 const rows = open(file).lines.slice(0, limit);',
    'bol 226 export const label = `a long text that is not one token ${rows}`;',
    'open 219 ));',
    'open 201 (row) => row.trim());',
    'tok 149 open(file).lines.slice(0, limit);',
    'dot 166 slice(0, limit);',
  ]);
});

const PLACE: Place = {
  file: { path: 'a.ts', text: 'const rows = open(file);\nnext();\n', language: 'ts' },
  kind: 'tok',
  offset: 13,
  lineEnd: 24,
  line: 0,
  truth: 'open(file);',
};
const answer = (text: string, endsLine = false): TypingAnswer => ({ text, confidence: 0.9, endsLine });

test.each([
  ['five characters', answer('open('), { hasText: false, isGood: false, confidence: 0 }],
  ['five characters that end the line', answer('ends;', true), { hasText: true, isGood: false }],
  ['the whole line', answer('open(file);', true), { hasText: true, isGood: true, isExact: true, chars: 11 }],
  ['a beginning in whole words', answer('open(file'), { isGood: true, isExact: false, chars: 9 }],
  ['a beginning that cuts a word', answer('open(fil'), { isGood: false }],
  ['something else', answer('close(file);', true), { isGood: false, isExact: false }],
  ['the line and the next', answer('open(file);\nnext();', true), { isGood: true, chars: 19 }],
  ['the line and a wrong next', answer('open(file);\nlast();', true), { isGood: false }],
])('%s is judged by what would be written', (_name, given, expected) => {
  expect(judge(given, PLACE, POLICY)).toMatchObject(expected);
});

test('a short guess still counts as the best guess for the line', () => {
  expect(judge({ ...answer('open('), line: 'open(file);' }, PLACE, POLICY)).toMatchObject({
    hasText: false,
    isExact: true,
  });
});

const trialOf = (confidence: number, isGood: boolean): Trial => ({
  kind: 'tok',
  hasSuffix: false,
  hasText: true,
  surer: undefined,
  confidence,
  isGood,
  chars: 10,
  hasLine: true,
  lineConfidence: confidence,
  isExact: false,
  next: { isName: true, rank: isGood ? 0 : 1 },
});

test('figures follow from the trials, the surest first', () => {
  const trials = [trialOf(0.4, false), trialOf(0.9, true), trialOf(0.8, true), trialOf(0.7, false)];
  const figures = figuresOf({ trials, replays: [] }, 0.65);
  expect(figures.byThreshold.find(({ threshold }) => threshold === 0.65)).toMatchObject({
    shown: 0.75,
    precision: 2 / 3,
    savedPer100: 500,
    wrongPer100: 25,
    netPer100: 375,
  });
  expect(figures.coverageAt).toContainEqual({ precision: 0.6, good: 0.75, exact: 0 });
  expect(figures.coverageAt).toContainEqual({ precision: 0.9, good: 0.5, exact: 0 });
  expect(figures.nextToken).toEqual({ n: 4, top1: 0.5, reciprocalRank: 0.75 });
  expect(figures.calibrationError).toBeCloseTo((0.4 + 0.1 + 0.2 + 0.7) / 4);
});

test('a surer beginning is shown where the whole guess is held back, and only there', () => {
  const surer = { confidence: 0.8, isGood: true, chars: 6 };
  const trials = [
    { ...trialOf(0.5, false), surer },
    { ...trialOf(0.7, true), surer },
  ];
  const { byThreshold, good } = figuresOf({ trials, replays: [] }, 0.65);
  expect(good).toBe(0.5);
  expect(byThreshold.find(({ threshold }) => threshold === 0.65)).toMatchObject({ shown: 1, savedPer100: 800 });
  expect(byThreshold.find(({ threshold }) => threshold === 0.75)).toMatchObject({ shown: 1, savedPer100: 600 });
  expect(byThreshold.find(({ threshold }) => threshold === 0.85)).toMatchObject({ shown: 0 });
});

/** Knows the held-out files: what a leak would look like. */
const cheating: MeasuredEngine = {
  name: 'cheat',
  create: (root) => ({
    addFile: () => {},
    ready: () => {},
    complete({ path: file, prefix }) {
      const text = fs.readFileSync(path.join(root!, file), 'utf8').slice(prefix.length).split('\n')[0]!;
      return { text, confidence: 1, endsLine: true };
    },
    nextTokens: () => [],
  }),
};

test('an engine that reads held-out files fails the check', () => {
  writeProject();
  const scene = folderScene(folder, OPTIONS);
  expect(() => checkScrambled(cheating, scene)).toThrow('has seen held-out text');
});

test('the product and both baselines pass it, and the files stay as they are', () => {
  writeProject();
  const scene = folderScene(folder, OPTIONS);
  for (const engine of ENGINES) expect(checkScrambled(engine, scene)).toBe(scene.places.length);
  expect(fs.readFileSync(path.join(folder, 'rows0.ts'), 'utf8')).toContain(ROWS);
});

test('who accepts every right suggestion types one key for it', () => {
  writeProject();
  const scene = folderScene(folder, { ...OPTIONS, replayedLines: 5 });
  const { replays } = measure(cheating, { ...scene, root: folder }, POLICY);
  expect(replays.length).toBeGreaterThan(0);
  for (const line of replays) {
    expect(line).toMatchObject({ keys: 1, accepted: 1, wrong: 0, acceptedChars: line.chars });
  }
});

test('a run writes a row for each engine, the same for the same seed', async () => {
  writeProject();
  const out = path.join(folder, 'out.jsonl');
  const run = async (): Promise<string> => {
    await runTypingBench(['--root', folder, '--n', '30', '--replay', '3', '--out', out]);
    return fs.readFileSync(out, 'utf8');
  };
  const first = await run();
  const rows = first
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows.map(({ source, engine }) => `${source === 'all' ? 'all' : 'one'} ${engine}`)).toEqual([
    'all engine',
    'all words',
    'all longest match',
    'one engine',
    'one words',
    'one longest match',
  ]);
  // The files are copies of one another but for their last line.
  expect(rows[0]).toMatchObject({ n: 30, replay: { lines: expect.any(Number) } });
  expect(rows[0].exact).toBeGreaterThan(0.3);
  expect(await run()).toBe(first);
  expect(vi.mocked(console.log).mock.calls.join('\n')).toContain('src/core/engine/threshold.ts');
});

test('a noisy model cuts, echoes, overlaps and invents; what is clean does no harm', async () => {
  expect(answerOf('clean', PLACE, () => 0.5)).toBe('open(file);');
  expect(answerOf('cut', PLACE, () => 0.2)).toBe('ope');
  expect(answerOf('echo', PLACE, () => 0.5)).toBe('const rows = open(file);');
  expect(answerOf('overlap', PLACE, () => 0)).toBe('open(file);\nnext();');
  expect(answerOf('invented', PLACE, () => 0)).toBe('resolveOpenFor(file);');
  expect(answerOf('invented', { ...PLACE, truth: 'return;' }, () => 0)).toBe('');
  writeProject();
  const rows = await measureNoise('here', folderScene(folder, OPTIONS), 1);
  expect(rows.map(({ noise, answers }) => `${noise} ${answers}`)).toEqual([
    'clean 20',
    'cut 20',
    'echo 20',
    'overlap 20',
    // Only where something is called.
    'invented 11',
  ]);
  expect(rows[0]).toMatchObject({ parsesWorse: { raw: 0, shown: 0 }, namesUnresolved: { raw: 0, shown: 0 } });
  // Names that are cut in two are nowhere else.
  expect(rows[1]!.namesUnresolved.raw).toBeGreaterThan(0);
  expect(rows[4]).toMatchObject({ namesUnresolved: { raw: 1 } });
});

test('a model that goes on is left where the function ends', async () => {
  const functions = Array.from(
    { length: 4 },
    (_, at) => `export function f${at}() {\n  const a = ${at};\n  return a;\n}\n`,
  );
  writeProject();
  const scene = folderScene(folder, OPTIONS);
  const held = [{ ...scene.held[0]!, text: functions.join('\n') }];
  const [rest, nothing] = await measureStopping('here', { ...scene, held });
  expect(rest).toMatchObject({ functions: 4, linesPast: { max: 0 }, atMostOnePast: 1, leftTooEarly: 0 });
  expect(nothing).toMatchObject({ functions: 4, linesPast: { max: 0 }, atMostOnePast: 1, leftTooEarly: 0 });
});

test('a patch is read by the lengths that its hunks name', () => {
  const patch = [
    'diff --git a/a.sql b/a.ts',
    '--- a/a.ts',
    '+++ b/a.ts',
    '@@ -3 +3,3 @@ function a() {',
    '--- was a comment',
    '+++ count;',
    '+second();',
    '+@@ third',
    '@@ -9,0 +12 @@',
    '+fourth();',
  ].join('\n');
  const { files, removed } = readPatch(patch, new Set(['ts']));
  expect(removed).toEqual(['-- was a comment']);
  expect(files).toEqual([
    {
      path: 'a.ts',
      added: [
        { number: 2, text: '++ count;' },
        { number: 3, text: 'second();' },
        { number: 4, text: '@@ third' },
        { number: 11, text: 'fourth();' },
      ],
    },
  ]);
});

test('cursors of a commit stand in the lines that it added', () => {
  writeProject(6);
  const git = (...args: string[]): void => {
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
    execFileSync('git', ['-C', folder, ...identity, ...args], { stdio: 'pipe' });
  };
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'one');
  const added = ['first', 'second', 'third', 'fourth', 'fifth'].map(
    (word) => `export function ${word}Rows(file: string): string[] {\n  return readRows(file).filter(${word}Of);\n}\n`,
  );
  fs.appendFileSync(path.join(folder, 'rows0.ts'), added.join(''));
  git('commit', '-q', '-a', '-m', 'two');
  // The first commit has no parent.
  const [scene, ...others] = [...commitScenes(folder, 5, OPTIONS)];
  expect(others).toEqual([]);
  expect(scene!.indexed.map((file) => file.path)).not.toContain('rows0.ts');
  for (const place of scene!.places) {
    expect(place.offset).toBeGreaterThan(ROWS.length);
    // What the commit adds further below is not there yet.
    expect(textsAt(place, true).suffix).not.toContain('Rows(');
  }
});

test('what each part of the engine brings is said by leaving it out', async () => {
  writeProject();
  await runTypingBench(['--root', folder, '--n', '4', '--ablate']);
  const text = vi.mocked(console.log).mock.calls.join('\n');
  for (const part of ['file', 'repository', 'renaming', 'names', 'finished words', 'ranking']) {
    expect(text).toContain(`| without ${part} `);
  }
});

const faults: readonly (readonly [string, readonly string[], string])[] = [
  ['nothing to type', [], 'say what is typed'],
  ['both kinds at once', ['--root', '.', '--git', '.'], 'say what is typed'],
  ['a folder that is not there', ['--root', '/nowhere'], 'is no folder'],
  ['a folder without sources', ['--root', 'docs'], 'fewer than five source files'],
  ['a folder without history', ['--git', os.tmpdir()], 'is no git repository'],
  ['an unknown language', ['--root', 'src', '--lang', 'ada'], '--lang knows'],
  ['no number', ['--root', 'src', '--n', 'many'], '--n must be a whole number'],
  ['other files than those of a folder', ['--root', 'src', '--known', 'none'], '--known is for --git'],
  ['a threshold above 1', ['--root', 'src', '--t', '2'], '--t must be'],
];
for (const [name, args, message] of faults) {
  test(`${name} is bad input`, async () => {
    await expect(runTypingBench([...args])).rejects.toBeInstanceOf(BadInput);
    await expect(runTypingBench([...args])).rejects.toThrow(message);
  });
}
