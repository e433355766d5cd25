import { expect, test } from 'vitest';
import { docSkeleton } from '../../../src/core/edit/doc-skeleton.ts';
import { readIntent } from '../../../src/core/edit/without-model.ts';

const intents: readonly (readonly [string, unknown])[] = [
  ['rename total to sum', { kind: 'rename', from: 'total', to: 'sum' }],
  ['Rename the function `total` to `sum`.', { kind: 'rename', from: 'total', to: 'sum' }],
  ['please rename this to sum', { kind: 'rename', to: 'sum' }],
  ['call it sum', { kind: 'rename', to: 'sum' }],
  ['extract this', { kind: 'extract', what: 'function' }],
  ['Extract the selection into a function named addTax', { kind: 'extract', what: 'function', name: 'addTax' }],
  ['extract method', { kind: 'extract', what: 'function' }],
  ['extract to a constant', { kind: 'extract', what: 'constant' }],
  ['inline this', { kind: 'inline' }],
  ['inline the variable rate', { kind: 'inline', name: 'rate' }],
  ['sort imports', { kind: 'organise-imports' }],
  ['organize the imports', { kind: 'organise-imports' }],
  ['remove unused imports', { kind: 'organise-imports' }],
  ['fix all', { kind: 'fix-all' }],
  ['Fix all problems in this file', { kind: 'fix-all' }],
  ['format this file', { kind: 'format' }],
];
test.each(intents)('%s', (instruction, expected) => expect(readIntent(instruction)).toEqual(expected));

const forAModel = [
  'rename total to sum and add a test',
  'rename the variables so that they make sense',
  'extract the tax rules into their own class',
  'fix all the places where we round',
  'sort the list by name',
  'format the date as ISO',
  'call the API twice',
  '',
];
test.each(forAModel)('%j is for a model', (instruction) => expect(readIntent(instruction)).toBeUndefined());

const skeletons: readonly (readonly [language: string, head: string, expected: string])[] = [
  [
    'typescript',
    '  total(price: number, rate = 1): number {',
    '  /**|   * |   * @param price |   * @param rate |   * @returns |   */',
  ],
  [
    'typescript',
    'export const f = async <T>(items: Map<string, T>, { a }: Options): Promise<void> => {',
    '/**| * | * @param items | */',
  ],
  [
    'python',
    'def total(self, price: float, *rest) -> float:',
    '    """||    Args:|        price: |        rest: ||    Returns:|        |    """',
  ],
  [
    'java',
    '    public long sum(String account, final int cents) {',
    '    /**|     * |     * @param account |     * @param cents |     * @return |     */',
  ],
  ['go', 'func (s *Store) Get(id string) (string, bool) {', '// Get '],
  [
    'rust',
    '    pub fn push(&mut self, value: T) {',
    '    /// |    ///|    /// # Arguments|    ///|    /// * `value` - ',
  ],
  [
    'csharp',
    '    public int Clear(string name)',
    '    /// <summary></summary>|    /// <param name="name"></param>|    /// <returns></returns>',
  ],
  ['cpp', 'double norm(const Matrix& m) {', '/**| * | * @param m | * @return | */'],
];
test.each(skeletons)('%s: %s', (language, head, expected) => {
  expect(docSkeleton([head, ''], 0, language)?.lines.join('|')).toBe(expected);
});

test('a head over several lines is read to its end, and a docstring goes behind it', () => {
  const lines = ['def total(', '    price,', '    rate,', '):', '    return price * rate'];
  expect(docSkeleton(lines, 0, 'python')).toEqual({
    line: 4,
    lines: ['    """', '', '    Args:', '        price: ', '        rate: ', '    """'],
  });
});

test('a language without a form gets none', () => {
  expect(docSkeleton(['a: 1'], 0, 'yaml')).toBeUndefined();
});
