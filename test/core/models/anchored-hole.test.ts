import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AnchoredHole,
  lookAtHole,
  type Place,
  ROOM_WHILE_TYPING,
} from '../../../src/core/models/anchored-hole.ts';

/** As a request has it: so much before and after the cursor. */
const WINDOW = { before: 4_000, after: 2_000 };

function placeAt(text: string, offset: number): Place {
  return {
    before: text.slice(Math.max(0, offset - WINDOW.before), offset),
    after: text.slice(offset, offset + WINDOW.after),
    cutAbove: offset > WINDOW.before,
    cutBelow: text.length - offset > WINDOW.after,
  };
}

const placeIn = (marked: string): Place => placeAt(marked.replace('█', ''), marked.indexOf('█'));

/** Looks at one place after the other; for each, what moved and how the hole reads. */
function looks(...marked: readonly string[]) {
  let hole: AnchoredHole | undefined;
  return marked.map((text) => {
    const look = lookAtHole(hole, placeIn(text), ROOM_WHILE_TYPING);
    hole = look.hole;
    return { moved: look.moved, hole: look.hole };
  });
}

const ABOVE = 'import a from "a";\n\nfunction above() {\n  return 1;\n}\n\n';
const BELOW = '\nfunction below() {\n  return 2;\n}\n';

describe('what is typed goes behind the middle, and nothing else changes', () => {
  test.for([
    ['a word', ['const b█', 'const ba█', 'const bar█']],
    ['a pair that the editor closes', ['f█', 'f(█)', 'f(a█)', 'f(a)█']],
    ['quotes in brackets', ['f(█)', 'f("█")', 'f("a█")', 'f("a"█)', 'f("a")█']],
    ['Enter between braces', ['if (a) {█}', 'if (a) {\n  █\n}', 'if (a) {\n  b();█\n}', 'if (a) {\n  b();\n}█']],
    ['a closing tag', ['<b█', '<b>█</b>', '<b>x█</b>']],
    ['backspace, over a line end too', ['a;\nb█', 'a;\n█', 'a;█', 'a█']],
    ['an accepted suggestion', ['const █', 'const answer = ask(question);█']],
    ['a pair taken back', ['f█', 'f(█)', 'f█']],
  ] as const)('%s', ([, lines]) => {
    const [first, ...later] = looks(...lines.map((line) => ABOVE + line + BELOW));
    expect(first!.moved).toBe('first');
    for (const { moved, hole } of later) {
      expect(moved).toBeUndefined();
      expect(hole.prefix).toBe(first!.hole.prefix);
      expect(hole.suffix).toBe(first!.hole.suffix);
    }
  });

  test('the anchor is a line start two lines above the cursor, and closers are no part of the suffix', () => {
    const [look] = looks('one\ntwo\nthree\nfour(█);\nfive\n');
    expect(look?.hole).toMatchObject({ prefix: 'one\n', typed: 'two\nthree\nfour(', right: ');', suffix: '\nfive\n' });
  });

  test('code behind the cursor is part of the suffix', () => {
    expect(looks('f(█a, b)\n')[0]!.hole).toMatchObject({ typed: 'f(', right: '', suffix: 'a, b)\n' });
  });
});

describe('the anchor moves', () => {
  test.for([
    ['on a jump down', ABOVE + 'x█' + BELOW, `${ABOVE}x${BELOW.replace('2;', '2;█')}`],
    ['on a jump up', `${ABOVE}x█${BELOW}`, `${ABOVE.replace('1;', '1;█')}x${BELOW}`],
    ['on a jump inside the hole, over what was typed', `${ABOVE}abc();\ndef█${BELOW}`, `${ABOVE}abc(█);\ndef${BELOW}`],
    ['on an edit above', `${ABOVE}x█${BELOW}`, `${ABOVE.replace('above', 'other')}x█${BELOW}`],
    ['on an edit below', `${ABOVE}x█${BELOW}`, `${ABOVE}x█${BELOW.replace('below', 'other')}`],
    ['when the end of the document is written on', `${ABOVE}x█\n`, `${ABOVE}x█\nmore\n`],
    ['in another text', `${ABOVE}x█${BELOW}`, 'quite█ another\n'],
  ] as const)('%s', ([, before, after]) => {
    expect(looks(before, after)[1]!.moved).toBe('jump-or-edit');
  });

  test('after some two hundred tokens on idle, later while somebody waits, and the suffix stays', () => {
    const typed = 'const value = compute(1);\n'.repeat(30);
    const [first] = looks(`${ABOVE}█${BELOW}`);
    const later = placeIn(`${ABOVE}${typed}█${BELOW}`);
    const idle = lookAtHole(first!.hole, later, 200);
    expect(idle.moved).toBe('full');
    expect(idle.hole.prefix.length).toBeGreaterThan(ABOVE.length + 600);
    expect(idle.hole.suffix).toBe(first!.hole.suffix);
    expect(lookAtHole(first!.hole, later, ROOM_WHILE_TYPING).moved).toBeUndefined();
  });
});

test('a window that slid on begins where it began before, while that is in sight', () => {
  const line = (n: number) => `const line${n} = ${n};\n`;
  const lines = Array.from({ length: 600 }, (_, n) => line(n));
  const text = lines.join('');
  const at = (n: number) => placeAt(text, lines.slice(0, n).join('').length + 5);
  const first = lookAtHole(undefined, at(300), ROOM_WHILE_TYPING).hole;
  const beginning = first.prefix.slice(0, 40);
  const down = lookAtHole(first, at(320), ROOM_WHILE_TYPING);
  expect(down).toMatchObject({
    moved: 'jump-or-edit',
    hole: { prefix: expect.stringMatching(`^${beginning}`) as string },
  });
  const far = lookAtHole(first, at(500), ROOM_WHILE_TYPING).hole;
  expect(far.prefix.startsWith(beginning)).toBe(false);
});

const codeText = fc
  .array(fc.constantFrom('a', 'b1', ' ', '\n', '  ', 'x = 1;', '(', ')', '{', '}', '"', 'é'), { maxLength: 60 })
  .map((parts) => parts.join(''));
const key = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('type' as const),
      text: fc.constantFrom('a', 'b', '1', ' ', ';', '\n  ', ')', '}'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pair' as const), text: fc.constantFrom('()', '{}', '""', '[]') }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('backspace' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('enter' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('accept' as const),
      text: fc.constantFrom('foo(bar);', 'x = {\n  y,\n};'),
    }),
  },
);

test('whatever is typed in one place only appends, and the hole always reads as the document does', () =>
  fc.assert(
    fc.property(codeText, codeText, fc.array(key, { maxLength: 60 }), (above, below, keys) => {
      // Wide enough that no key of these gets above the anchor.
      const start = `${above}\nfirst\nsecond\nthird `;
      let before = start;
      let right = '';
      const rest = `\n${below}`;
      let hole = lookAtHole(undefined, placeAt(before + right + rest, before.length), 10_000).hole;
      const { prefix, suffix } = hole;
      for (const pressed of keys) {
        if (pressed.kind === 'type' && right.startsWith(pressed.text)) right = right.slice(pressed.text.length);
        if (pressed.kind === 'type' || pressed.kind === 'accept') before += pressed.text;
        else if (pressed.kind === 'pair') {
          before += pressed.text[0];
          right = pressed.text[1]! + right;
        } else if (pressed.kind === 'enter') {
          before += '\n  ';
          if (/^[)}\]]/.test(right)) right = `\n${right}`;
        } else if (before.length > start.length) before = before.slice(0, -1);
        const place = placeAt(before + right + rest, before.length);
        const look = lookAtHole(hole, place, 10_000);
        hole = look.hole;
        expect(look.moved).toBeUndefined();
        expect(hole).toMatchObject({ prefix, suffix });
        expect(hole.prefix + hole.typed).toBe(place.before);
        expect(hole.right + hole.suffix).toBe(place.after);
      }
    }),
  ));

test('wherever the cursor goes, prefix and typed text end at it and the suffix follows it', () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(codeText, fc.nat()), { minLength: 1, maxLength: 12 }), (steps) => {
      let hole: AnchoredHole | undefined;
      for (const [text, at] of steps) {
        const place = placeAt(text, at % (text.length + 1));
        ({ hole } = lookAtHole(hole, place, ROOM_WHILE_TYPING));
        expect((hole.prefix + hole.typed).endsWith(place.before)).toBe(true);
        expect(hole.right + hole.suffix).toBe(place.after);
      }
    }),
  ));
