import { expect, test } from 'vitest';
import { endStatement } from '../../../src/core/completion/end-statement.ts';
import { requestAt } from '../../support/cursor.ts';

function ended(marked: string, insertText: string, languageId = 'java'): string {
  const processed = { kind: 'text', insertText, replaceSuffix: 0 } as const;
  return endStatement(processed, requestAt(marked, { languageId }))?.insertText ?? 'left';
}

test.each([
  ['    █', 'foo.bar(a, "b")'],
  ['    String s = █', 'foo.bar()'],
  ['    String s = █', '"text"'],
  ['    Map<String, List<Foo>> m = █', 'new HashMap<>()'],
  ['    this.count += █', '1'],
  ['    return █', 'a[0]'],
  ['    throw new Foo(█', '"bar")'],
  ['    boolean isEmpty = █', 'true'],
  ['    f();\n    █', 'foo();\n    bar()'],
])('%s with %j wants its semicolon', (marked, insertText) => {
  expect(ended(marked, insertText)).toBe(`${insertText};`);
});

test.each([
  ['a name may go on', '    foo = █', 'bar'],
  ['a call is not whole', '    foo(█', 'bar()'],
  ['a condition', '    if (█', 'foo.isEmpty())'],
  ['a condition without a blank', '    while(█', 'foo.isEmpty())'],
  ['what is else', '    } else if (█', 'foo.isEmpty())'],
  ['the head of a method', '    public void foo(█', 'String bar)'],
  ['a loop', '    for (int i = 0; █', 'i < n; i++)'],
  ['what has it already', '    █;', 'foo()'],
  ['the last line of a call that began above', '    foo(a,\n        █', 'bar())'],
])('%s does not', (_about, marked, insertText) => expect(ended(marked, insertText)).toBe('left'));

test('a line end is enough elsewhere', () => expect(ended('a = █', 'foo()', 'python')).toBe('left'));
test('it is Rust, too', () => expect(ended('    let a = █', 'foo::<T>(b)?.c()', 'rust')).toBe('foo::<T>(b)?.c();'));
