import { expect, test } from 'vitest';
import { testPlace } from '../../../src/core/edit/test-place.ts';

test.each([
  ['a test that is there', 'src/a.ts', ['src/a.ts', 'test/a.test.ts'], 'test/a.test.ts', true],
  ['the nearest of two by one name', 'src/x/a.ts', ['test/y/a.test.ts', 'test/x/a.test.ts'], 'test/x/a.test.ts', true],
  ['a mirrored folder', 'src/core/a.ts', ['src/core/b.ts', 'test/core/b.test.ts'], 'test/core/a.test.ts', false],
  [
    'a mirrored folder further down',
    'src/core/z/a.ts',
    ['src/core/b.ts', 'test/core/b.spec.ts'],
    'test/core/z/a.spec.ts',
    false,
  ],
  ['beside the source', 'lib/a.js', ['lib/b.js', 'lib/b.spec.js'], 'lib/a.spec.js', false],
  [
    'a folder of tests beside it',
    'lib/a.js',
    ['lib/b.js', 'lib/__tests__/b.test.js'],
    'lib/__tests__/a.test.js',
    false,
  ],
  [
    'packages',
    'packages/p/src/a.py',
    ['packages/p/src/b.py', 'packages/p/tests/test_b.py'],
    'packages/p/tests/test_a.py',
    false,
  ],
  ['Java without tests', 'src/main/java/x/A.java', [], 'src/test/java/x/ATest.java', false],
  ['Go', 'pkg/a.go', ['pkg/b.go', 'pkg/b_test.go'], 'pkg/a_test.go', false],
  ['Python without tests', 'app/a.py', [], 'tests/test_a.py', false],
  ['TypeScript of a JSX kind', 'src/A.tsx', ['src/b.ts', 'src/b.test.ts'], 'src/A.test.tsx', false],
])('%s', (_, source, files, path, exists) => expect(testPlace(source, files)).toMatchObject({ path, exists }));

test('a language without a custom has none', () => expect(testPlace('a.xyz', [])).toBeUndefined());
