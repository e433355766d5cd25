import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildRepositoryModel, type SourceFile } from '../../../src/core/engine/build-repository-model.ts';
import { Engine, type EngineSuggestion } from '../../../src/core/engine/engine.ts';
import { hostileText, LANGUAGE_IDS } from '../syntax/hostile-text.ts';

// The same call in several places, as code has it.
const calls = `
logger.warn('cache', describe(first));
logger.warn('cache', describe(second));
logger.warn('cache', describe(third));
`;

describe('a suggestion', () => {
  test('goes on as the same file does elsewhere', () => {
    expect(suggest(`${calls}\nlogger.█`)?.text).toBe("warn('cache', describe(");
  });

  test('goes on as the rest of the file does, after the cursor too', () => {
    expect(suggest(`logger.█\n${calls}`)?.text).toMatch(/^warn\('cache', describe\(/);
  });

  test('goes on as the repository does', () => {
    const repository = [file('/r/a.ts', calls), file('/r/b.ts', calls)];
    expect(suggest('logger.█', { repository })?.text).toMatch(/^warn\('cache', describe/);
  });

  test('ends the word that is half typed', () => {
    expect(suggest(`${calls}\nlogger.wa█`)?.text).toMatch(/^rn\('cache'/);
  });

  test('goes on after the word that is finished', () => {
    expect(suggest(`${calls}\nlogger.warn█`)?.text).toMatch(/^\('cache', describe/);
  });

  test('does not take a finished word for the beginning of a longer one', () => {
    const text = 'class Tree {\n  constructor() {}\n}\n'.repeat(2) + 'const root = plant(tree);\n'.repeat(4);
    expect(suggest(`${text}const█`)?.text).toMatch(/^ root = plant/);
    expect(suggest(`${text}const█`)?.text).not.toMatch(/^ructor/);
  });

  test('goes on as a line did that has other names and members', () => {
    const text =
      'class Tree {\n  constructor(roots, stem, leaves) {\n    this.roots = roots;\n    this.stem = stem;\n    ';
    expect(suggest(`${text}this.leaves = █`)?.text).toMatch(/^leaves/);
  });

  test('ends the short string that is half typed', () => {
    expect(suggest(`${calls}\nlogger.warn('ca█`)?.text).toMatch(/^che', describe\(/);
  });

  test('says that it ends the line where it does', () => {
    const lines = 'return left(tree);\nreturn left(tree);\nreturn left(tree);\n';
    expect(suggest(`${lines}return █`)).toMatchObject({ text: 'left(tree);', endsLine: true, tokens: 5 });
  });

  test('brings a blank before it only where there is none', () => {
    const lines = 'const a = make(tree);\nconst a = make(tree);\n';
    expect(suggest(`${lines}const a =█`)?.text).toMatch(/^ make/);
    expect(suggest(`${lines}const a = █`)?.text).toMatch(/^make/);
  });

  test('is more sure of what stands in more places', () => {
    const line = 'await runner.start(options);\n';
    const once = suggest(`${line}await runner.█`)!;
    const often = suggest(`${line.repeat(3)}await runner.█`)!;
    expect(often.confidence).toBeGreaterThan(once.confidence);
  });

  test('goes on with the lines that always follow', () => {
    const block = (name: string): string => `before(${name});\nif (ready) {\n  run();\n  finish();\n}\n`;
    const text = ['one', 'two', 'three', 'four', 'five', 'six'].map(block).join('');
    expect(suggest(`${text}before(seven);\nif (ready) {\n  █`)).toMatchObject({
      text: 'run();\n  finish();',
      endsLine: true,
    });
  });

  test('comes with a beginning that is surer, and leaves nothing open', () => {
    const ends = ['left(tree)', 'warn(tree)', 'left(tree)', 'left(shrub)', 'left(tree)'];
    const text = ends.map((end) => `if (hold === undefined) return ${end};\n`).join('');
    const { text: whole, confidence, surer } = suggest(`${text}if (hold █`)!;
    expect(whole).toMatch(/^=== undefined\) return/);
    expect(surer?.confidence).toBeGreaterThan(confidence);
    expect(surer?.text).toBe('=== undefined)');
  });

  test('works with Windows line ends', () => {
    const text = `${calls}\nlogger.█\nafter();\n`.replaceAll('\n', '\r\n');
    expect(suggest(text)?.text).toMatch(/^warn\('cache', describe\(/);
  });
});

describe('there is no suggestion', () => {
  test.each([
    ['in a comment', `${calls}\n// logger.█`],
    ['in a block comment', `${calls}\n/* logger.█`],
    ['in a long string', `${calls}\nx = 'some text that goes on and on and on, logger.█`],
    ['in the middle of a word', `${calls}\nlogger.█foo`],
    ['without anything to go by', '█'],
  ])('%s', (_, text) => {
    expect(suggest(text)).toBeUndefined();
  });

  test('that only repeats the next line', () => {
    const line = 'return left(tree);\n';
    expect(suggest(`${line}${line}█\n${line}`)?.text).not.toBe('return left(tree);');
  });

  test('in prose', () => {
    expect(suggest(`${calls}\nlogger.█`, { languageId: 'markdown' })).toBeUndefined();
  });

  test('from the saved copy of the file itself', () => {
    expect(suggest('logger.█', { repository: [file('/r/main.ts', calls)] })).toBeUndefined();
  });

  test('that holds a secret', () => {
    const secret = "connect('host', 'aK3xPq9Zr7Lm2Nv8Tb4W');\n".repeat(4);
    const repository = [file('/r/a.ts', secret)];
    expect(suggest(`${secret}connect('host', █`, { repository })?.text ?? '').not.toContain('aK3x');
  });
});

describe('the documents', () => {
  test('follow edits', () => {
    const engine = engineWith('/r/main.ts', `${calls}\n`);
    const offset = calls.length + 1;
    engine.changeDocument({ uri: 'u', version: 2, edits: [{ offset, deleteCount: 0, insertText: 'logger.' }] });
    expect(engine.complete({ uri: 'u', version: 2, offset: offset + 7, nearPaths: [] })?.text).toMatch(/^warn/);
  });

  test('answer only for the version they have', () => {
    const engine = engineWith('/r/main.ts', `${calls}logger.`);
    const place = { uri: 'u', offset: calls.length + 7, nearPaths: [] };
    expect(engine.complete({ ...place, version: 2 })).toBeUndefined();
    expect(engine.complete({ ...place, version: 1 })).toBeDefined();
    engine.closeDocument({ uri: 'u' });
    expect(engine.complete({ ...place, version: 1 })).toBeUndefined();
  });

  test('survive a new repository model', () => {
    const engine = engineWith('/r/main.ts', `${calls}logger.`);
    const place = { uri: 'u', version: 1, offset: calls.length + 7, nearPaths: [] };
    const before = engine.complete(place)?.text;
    engine.setRepository(buildRepositoryModel([file('/r/other.ts', 'unrelated(code);')]));
    expect(engine.complete(place)?.text).toBe(before);
  });

  test('may hold and become anything', () => {
    const repositories = fc.array(hostileText, { maxLength: 3 });
    const edit = fc.record({ at: fc.nat(), removed: fc.nat({ max: 9 }), insertText: hostileText });
    fc.assert(
      fc.property(
        fc.constantFrom(...LANGUAGE_IDS),
        hostileText,
        repositories,
        fc.array(edit, { maxLength: 4 }),
        fc.nat(),
        (languageId, before, others, edits, at) => {
          const engine = engineWith('/r/main', before, languageId);
          engine.setRepository(buildRepositoryModel(others.map((text, i) => ({ path: `/r/${i}`, languageId, text }))));
          let text = before;
          let version = 1;
          for (const { at: place, removed, insertText } of edits) {
            const offset = place % (text.length + 1);
            const change = { offset, deleteCount: Math.min(removed, text.length - offset), insertText };
            text = text.slice(0, offset) + insertText + text.slice(offset + change.deleteCount);
            engine.changeDocument({ uri: 'u', version: ++version, edits: [change] });
          }
          const offset = at % (text.length + 1);
          const suggestion = engine.complete({ uri: 'u', version, offset, nearPaths: [] });
          if (!suggestion) return;
          expect(suggestion.text).not.toContain('\r');
          expect(suggestion.text.trim()).not.toBe('');
          expect(suggestion.confidence).toBeGreaterThanOrEqual(0);
          expect(suggestion.confidence).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

/** What the engine suggests at `█` in the file `/r/main.ts`. */
function suggest(
  marked: string,
  { repository, languageId }: { repository?: readonly SourceFile[]; languageId?: string } = {},
): EngineSuggestion | undefined {
  const engine = engineWith('/r/main.ts', marked.replace('█', ''), languageId);
  if (repository) engine.setRepository(buildRepositoryModel(repository));
  return engine.complete({ uri: 'u', version: 1, offset: marked.indexOf('█'), nearPaths: [] });
}

function engineWith(path: string, text: string, languageId = 'typescript'): Engine {
  const engine = new Engine();
  engine.openDocument({ uri: 'u', path, languageId, version: 1, text });
  return engine;
}

function file(path: string, text: string): SourceFile {
  return { path, languageId: 'typescript', text };
}
