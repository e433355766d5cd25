import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyAnswer } from '../../../src/core/edit/apply-answer.ts';
import type { EditRequest } from '../../../src/core/edit/edit-request.ts';

const shop = `class Cart {
  total() {
    const sum = this.sum();
    return sum;
  }

  tax() {
    const rate = this.rate();
    return rate;
  }
}
`;
const request = (format: EditRequest['format'], more: Partial<EditRequest> = {}): EditRequest => ({
  path: 'src/shop.ts',
  languageId: 'typescript',
  text: shop,
  instruction: 'Change it.',
  format,
  ...more,
});
const block = (search: string, replace: string): string =>
  `<<<<<<< SEARCH\n${search}=======\n${replace}>>>>>>> REPLACE\n`;
/** The new text, or the reason to refuse. */
const apply = (answer: string, to: EditRequest): string => {
  const result = applyAnswer(answer, to);
  return result.kind === 'refused' ? `refused: ${result.reason}` : result.text;
};
const doubled = shop.replace('return rate;', 'return rate * 2;');

describe('takes what models write for', () => {
  const search = '    return rate;\n';
  const replace = '    return rate * 2;\n';
  const dialects: Readonly<Record<string, string>> = {
    'a search/replace block': block(search, replace),
    'ORIGINAL and UPDATED': `<<<<<<< ORIGINAL\n${search}=======\n${replace}>>>>>>> UPDATED\n`,
    'a git conflict': `<<<<<<< HEAD\n${search}=======\n${replace}>>>>>>> new\n`,
    "Cline's signs": `------- SEARCH\n${search}=======\n${replace}+++++++ REPLACE\n`,
    'Roo with a start line': `<<<<<<< SEARCH\n:start_line:9\n-------\n${search}=======\n${replace}>>>>>>> REPLACE\n`,
    tags: `<search>\n${search}</search>\n<replace>\n${replace}</replace>\n`,
    "OpenAI's patch": `*** Begin Patch\n*** Update File: src/shop.ts\n@@ tax() {\n     const rate = this.rate();\n-${search}+${replace} \n*** End Patch\n`,
    'a diff with a fence': `\`\`\`diff\n--- a/src/shop.ts\n+++ b/src/shop.ts\n@@ -8,2 +8,2 @@\n     const rate = this.rate();\n-${search}+${replace}\`\`\`\n`,
    'a diff with no header at all, in a fence': `\`\`\`diff\n     const rate = this.rate();\n-${search}+${replace}\`\`\`\n`,
    'a diff of "original" and "modified"': `--- original\n+++ modified\n@@ -8,3 +8,3 @@\n     const rate = this.rate();\n-${search}+${replace}   }\n`,
    'a diff with lines left out of its context': `\`\`\`diff\n@@\n   tax() {\n     // ...\n-${search}+${replace}\`\`\`\n`,
    'line numbers before the quoted lines': block(
      '8 |     const rate = this.rate();\n9 |     return rate;\n',
      `8 |     const rate = this.rate();\n9 | ${replace}`,
    ),
  };
  for (const [name, answer] of Object.entries(dialects)) {
    test(name, () => expect(apply(answer, request('search-replace'))).toBe(doubled));
  }
});

describe('refuses', () => {
  const cases: readonly (readonly [name: string, answer: string, reason: string, more?: Partial<EditRequest>])[] = [
    ['nothing', ' \n', 'empty'],
    ['thinking that never ends', '<think>\nHm', 'cut-off'],
    ['prose', 'Round the tax in `tax()`.', 'prose-only'],
    ['a model that will not', "I'm sorry, I can't do that.", 'model-refused'],
    ['a block that is cut off', '<<<<<<< SEARCH\n    return rate;\n=======\n    ret', 'cut-off'],
    ['a second block that has just begun', `${block('    return rate;\n', '    return 1;\n')}\n<<<<<<< SE`, 'cut-off'],
    ['a block without its first marker', '    return rate;\n=======\n    return 1;\n>>>>>>> REPLACE\n', 'malformed'],
    ['a doubled divider', block('    return rate;\n=======\n', '    return 1;\n'), 'malformed'],
    ['lines that the file does not hold', block('    return price;\n', '    return 1;\n'), 'no-place'],
    ['a place that is there twice', block('  }\n', '  };\n'), 'several-places'],
    [
      'two blocks for one line',
      block('    return rate;\n', '    return 1;\n') + block('    return rate;\n', '    return 2;\n'),
      'overlapping',
    ],
    ['a block for another file', `src/tax.ts\n${block('    return rate;\n', '    return 1;\n')}`, 'other-file'],
    ['an empty search', block('', 'x\n'), 'file-not-empty'],
    ['an elision instead of code', block('    return rate;\n', '    // ... rest of the code ...\n'), 'omitted-code'],
    ['a placeholder of ours', block('    return rate;\n', '    return SOTTO_REDACTED_TOKEN_1;\n'), 'placeholder'],
    ['a bracket too many', block('    return rate;\n', '    return (rate;\n'), 'parses-worse'],
    [
      'a diff that deletes the file',
      '--- a/src/shop.ts\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-class Cart {\n-  total() {\n',
      'deletes-file',
    ],
    [
      'a misquoted line that is like the new one',
      '@@\n   tax() {\n     const rate = this.rates();\n+    const rate = this.rate(1);\n     return rate;\n   }\n',
      'no-place',
      { format: 'diff' },
    ],
    [
      'a definition that the file lacks',
      '```ts\nfunction price() {\n  return 1;\n}\n```\n',
      'no-such-definition',
      { format: 'code', scope: 'definition' },
    ],
    [
      'a class that lost a method',
      '```ts\nclass Cart {\n  total() {\n    return 1;\n  }\n}\n```\n',
      'loses-code',
      { format: 'code', scope: 'definition' },
    ],
    [
      'a file that lost its end',
      '```ts\nclass Cart {\n  total() {\n    const sum = this.sum();\n    return sum;\n  }\n}\n```\n',
      'cut-off',
      { format: 'code', scope: 'file' },
    ],
    [
      'a file that is another one',
      '```ts\nexport const a = 1;\nexport const b = 2;\n```\n',
      'unlike-file',
      { format: 'code', scope: 'file' },
    ],
    [
      'a file that lost the comment on its top',
      `\`\`\`ts\n${shop.replace('rate;', 'rate * 2;')}\`\`\`\n`,
      'loses-code',
      { format: 'code', scope: 'file', text: `// Licence\n${shop}` },
    ],
    [
      'elided code that lost its beginning',
      '```ts\n  tax() {\n    // ...\n}\n```\n',
      'omitted-code',
      { format: 'code', scope: 'file' },
    ],
    [
      'two versions of a file',
      `\`\`\`ts\n${shop}// a\n\`\`\`\n\`\`\`ts\n${shop}// b\n\`\`\`\n`,
      'several-answers',
      { format: 'code', scope: 'file' },
    ],
    [
      'a change around the selection',
      '```ts\ntax(x) {\n  const rate = this.rate(x);\n  return rate;\n```\n',
      'outside-selection',
      {
        format: 'code',
        scope: 'selection',
        selection: { start: { line: 7, character: 0 }, end: { line: 8, character: 0 } },
      },
    ],
  ];
  for (const [name, answer, reason, more] of cases) {
    test(name, () => expect(apply(answer, request('search-replace', more))).toBe(`refused: ${reason}`));
  }
});

test('of two equal places the selection names one', () => {
  const selection = { start: { line: 6, character: 0 }, end: { line: 9, character: 3 } };
  expect(apply(block('  }\n', '  } // tax\n'), request('search-replace', { selection }))).toBe(
    shop.replace('return rate;\n  }', 'return rate;\n  } // tax'),
  );
});

test('a block that is there twice is one change', () => {
  const twice = block('    return rate;\n', '    return rate * 2;\n').repeat(2);
  expect(apply(twice, request('search-replace'))).toBe(doubled);
});

test('two insertions that meet keep the order of the lines they hang on', () => {
  const answer =
    block('    return rate;\n', '    b();\n    return rate;\n') +
    block('    const rate = this.rate();\n', '    const rate = this.rate();\n    a();\n');
  expect(apply(answer, request('search-replace'))).toBe(
    shop.replace('    return rate;', '    a();\n    b();\n    return rate;'),
  );
});

describe('indentation that one half of a block lost', () => {
  const text = 'class A:\n    def f(self):\n        a = 1\n        b = 2\n        return a\n';
  const python = request('search-replace', { languageId: 'python', text });
  const cases: readonly (readonly [name: string, search: string, replace: string, expected: string])[] = [
    ['new lines', '        b = 2\n', 'if a:\n    b = 3\n', '        if a:\n            b = 3\n'],
    ['quoted lines', 'b = 2\n', '        b = 3\n', '        b = 3\n'],
    ['both', 'b = 2\n', 'if a:\n    b = 3\n', '        if a:\n            b = 3\n'],
  ];
  for (const [name, search, replace, expected] of cases) {
    test(name, () => expect(apply(block(search, replace), python)).toBe(text.replace('        b = 2\n', expected)));
  }

  test('less of it on purpose is kept', () => {
    const expected = text.replace('        return a', '    return a');
    expect(apply(block('        return a\n', '    return a\n'), python)).toBe(expected);
  });

  test('where it can only be wrong the edit is refused', () => {
    expect(apply(block('        b = 2\n', '        b = 2\n            c = 3\n'), python)).toBe('refused: parses-worse');
  });
});

test('a title that is underlined with the divider is read by what the file holds', () => {
  const rst = request('search-replace', { languageId: 'restructuredtext', text: 'Title\n=======\n\ntext\n' });
  expect(apply(block('Title\n=======\n', 'Heading\n=======\n'), rst)).toBe('Heading\n=======\n\ntext\n');
});

test('a class may come with other names inside its methods', () => {
  const answer = `\`\`\`ts\n${shop.replaceAll('sum', 'net').replace('this.net()', 'this.sum()')}\`\`\`\n`;
  expect(apply(answer, request('code', { scope: 'definition' }))).toContain('const net = this.sum();\n    return net;');
});

test('a whole definition needs no fence', () => {
  const answer = '  tax() {\n    const rate = this.rate();\n    return rate * 2;\n  }';
  expect(apply(answer, request('code', { scope: 'definition' }))).toBe(doubled);
  expect(apply(`Here:\n${answer}`, request('code', { scope: 'definition' }))).toBe('refused: prose-only');
});

test('a BOM that comes with the answer is not doubled', () => {
  const text = `\uFEFF${shop}`;
  const expected = `\uFEFFexport ${shop}`;
  expect(apply(block('\uFEFFclass Cart {\n', '\uFEFFexport class Cart {\n'), request('search-replace', { text }))).toBe(
    expected,
  );
  expect(apply('@@\n-\uFEFFclass Cart {\n+\uFEFFexport class Cart {\n   total() {\n', request('diff', { text }))).toBe(
    expected,
  );
});

test('a signature that changed is found by its name', () => {
  const answer = '```ts\ntax(region) {\n  return this.rate(region);\n}\n```\n';
  const expected = shop.replace(/ {2}tax\(\)[^]*?\n {2}\}/, '  tax(region) {\n    return this.rate(region);\n  }');
  expect(apply(answer, request('code', { scope: 'definition' }))).toBe(expected);
});

test('a whole body that moved one level in is moved, not taken for another style', () => {
  const answer =
    '```ts\n  tax() {\n    if (this.taxed) {\n      const rate = this.rate();\n      return rate;\n    }\n  }\n```\n';
  expect(apply(answer, request('code', { scope: 'definition' }))).toContain(
    '  tax() {\n    if (this.taxed) {\n      const rate = this.rate();\n      return rate;\n    }\n  }\n',
  );
});

test('elided code is filled in where there is one way to', () => {
  const answer = '```ts\ntax() {\n  this.check();\n  // ... existing code ...\n}\n```\n';
  expect(apply(answer, request('code', { scope: 'definition' }))).toBe(
    shop.replace('  tax() {\n', '  tax() {\n    this.check();\n'),
  );
});

test('names the other files that an answer changes', () => {
  const answer = `src/shop.ts\n${block('    return rate;\n', '    return rate * 2;\n')}\n**lib/tax.ts**\n${block('a\n', 'b\n')}`;
  expect(applyAnswer(answer, request('search-replace'))).toEqual({
    kind: 'applied',
    text: doubled,
    other: ['lib/tax.ts'],
  });
});

interface CorpusRow extends EditRequest {
  readonly id: string;
  readonly language: string;
  readonly answer: string;
  readonly expect: {
    readonly result?: string;
    readonly anyOf?: readonly string[];
    readonly refuse?: true;
    readonly refuseOk?: true;
  };
}
const corpus = fs
  .readFileSync(path.join(import.meta.dirname, '../../../bench/data/edits/cases.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): CorpusRow => {
    const row = JSON.parse(line) as CorpusRow;
    return { ...row, languageId: row.language };
  });
const isAccepted = ({ expect: { anyOf, result, refuse } }: CorpusRow, text: string): boolean =>
  refuse !== true && (anyOf ?? [result]).includes(text);

test('nothing of the corpus is wrongly applied, and hardly anything wrongly refused', () => {
  const faults = corpus.flatMap((row) => {
    const result = applyAnswer(row.answer, row);
    const isRight = result.kind === 'refused' ? row.expect.refuse || row.expect.refuseOk : isAccepted(row, result.text);
    return isRight ? [] : [row.id];
  });
  expect(faults).toEqual([]);
});

const forms: Readonly<Record<string, (text: string) => string>> = {
  'CRLF line ends': (text) => text.replaceAll('\n', '\r\n'),
  'a BOM': (text) => `\uFEFF${text}`,
};
test.each(Object.entries(forms))('%s make no difference to what is applied', (_, form) => {
  for (const row of corpus) {
    if (/\r|^\uFEFF|^$/.test(row.text) || row.text.length > 20_000 || row.selection) continue;
    const [plain, other] = [applyAnswer(row.answer, row), applyAnswer(row.answer, { ...row, text: form(row.text) })];
    const expected = plain.kind === 'applied' ? { ...plain, text: form(plain.text) } : plain;
    expect([row.id, other]).toEqual([row.id, expected]);
  }
});

test('a block that is cut off anywhere is not applied', () => {
  const blocks = corpus.filter(
    ({ format, answer }) => format === 'search-replace' && answer.includes('<<<<<<< SEARCH'),
  );
  fc.assert(
    fc.property(fc.nat(blocks.length - 1), fc.double({ min: 0, max: 1, noNaN: true }), (index, share) => {
      const row = blocks[index]!;
      const first = row.answer.indexOf('<<<<<<< SEARCH');
      const last = row.answer.lastIndexOf('>>>>>>>');
      const cut = row.answer.slice(0, first + Math.floor((last - first) * share));
      // A cut right behind a whole block can't be told from an answer of fewer blocks.
      if (/>>>>>>> \w*\s*[^<>]*$/.test(cut)) return;
      expect(apply(cut, row)).toMatch(/^refused/);
    }),
    { numRuns: 300 },
  );
});

// Few kinds of lines, so that places repeat; each change with as much around it as the answer quotes.
const line = fc.constantFrom('a();', '    b();', '    c();', '', 'd(1);', 'e(2);', '}', '{');
const edited = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 14 }),
  at: fc.nat(13),
  count: fc.nat(2),
  inserted: fc.array(fc.constantFrom('x = 1;', '    y = 2;', 'a();'), { maxLength: 2 }),
  around: fc.nat(3),
  eol: fc.constantFrom('\n', '\r\n'),
  bom: fc.constantFrom('', '\uFEFF'),
  isEnded: fc.boolean(),
});

test('an exact quote is applied to the byte, or refused because it is there twice', () => {
  fc.assert(
    fc.property(edited, fc.boolean(), ({ lines, at, count, inserted, around, eol, bom, isEnded }, asDiff) => {
      const start = Math.min(at, lines.length);
      const end = Math.min(start + count, lines.length);
      const from = Math.max(0, start - around);
      const to = Math.min(lines.length, end + around);
      // An empty last line is one only where a line end follows.
      const isEndedOwn = isEnded || lines.at(-1) === '';
      // A text without any line end does not say which it has.
      const own = lines.length > 1 || isEndedOwn ? eol : '\n';
      const render = (each: readonly string[]): string =>
        bom + each.join(own) + (isEndedOwn && each.length > 0 ? own : '');
      const text = render(lines);
      fc.pre(text.trim() !== '');
      const wanted = [...lines.slice(0, start), ...inserted, ...lines.slice(end)];
      const ended = (each: readonly string[]): string => each.map((one) => `${one}\n`).join('');
      const answer = asDiff
        ? `\`\`\`diff\n@@\n${ended([
            ...lines.slice(from, start).map((one) => ` ${one}`),
            ...lines.slice(start, end).map((one) => `-${one}`),
            ...inserted.map((one) => `+${one}`),
            ...lines.slice(end, to).map((one) => ` ${one}`),
          ])}\`\`\`\n`
        : block(
            ended(lines.slice(from, to)),
            ended([...lines.slice(from, start), ...inserted, ...lines.slice(end, to)]),
          );
      const result = applyAnswer(answer, {
        ...request(asDiff ? 'diff' : 'search-replace'),
        languageId: 'plaintext',
        text,
      });
      if (result.kind === 'refused') return;
      // Where the new lines stand already, next to the quoted ones, they are not put in again.
      expect([render(wanted), text]).toContain(result.text);
    }),
    { numRuns: 400 },
  );
});

test('all that the change does not touch keeps its bytes', () => {
  const odd = fc.constantFrom('  x  ', '\ty', 'z\u00A0', '“q”', 'e\u0301', 'w \t');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(odd, fc.constantFrom('\n', '\r\n')), { maxLength: 6 }),
      fc.array(odd, { maxLength: 4 }),
      (before, after) => {
        const head = before.map(([text, end]) => text + end).join('');
        const tail = after.join('\n');
        const result = apply(block('unique();\n', 'other();\n'), {
          ...request('search-replace'),
          languageId: 'plaintext',
          text: `${head}unique();\n${tail}`,
        });
        const usual =
          before.filter(([, end]) => end === '\r\n').length * 2 > before.length + Math.max(1, after.length)
            ? '\r\n'
            : '\n';
        expect(result).toBe(`${head}other();${usual}${tail}`);
      },
    ),
  );
});

test('blocks may come in any order', () => {
  const blocks = [
    block('    return sum;\n', '    return sum + 1;\n'),
    block('    return rate;\n', '    return rate * 2;\n'),
    block('class Cart {\n', 'export class Cart {\n'),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(blocks, { minLength: 3 }), (order) => {
      expect(apply(order.join('\n'), request('search-replace'))).toBe(
        apply(blocks.join('\n'), request('search-replace')),
      );
    }),
  );
});
