import { expect, test } from 'vitest';
import { readHead, type TypePlace } from '../../../src/core/repository/read-head.ts';
import { readParameters } from '../../../src/core/repository/read-parameters.ts';

/** The name is `█`; `(parameters) -> type`. */
function head(place: TypePlace, kind: 'function' | 'field' | 'type', written: string): string {
  const [before = '', after = ''] = written.split('█');
  const { parameters, type } = readHead({ before, after, kind }, place);
  return `${parameters === undefined ? '' : `(${parameters})`}${type === undefined ? '' : ` -> ${type}`}`;
}

test.each([
  ['function █(a: number): string', '(a: number) -> string'],
  ['function █<T extends () => void>(a: (x: T) => void): Promise<T>', '(a: (x: T) => void) -> Promise<T>'],
  ['const █ = async (a: number): Promise<void> =>', '(a: number) -> Promise<void>'],
  ['const █: Handler = function (a)', '(a)'],
  ['const █ = x =>', ''],
  ['def █(self, a: int = (1, 2)) -> list[int]:', '(self, a: int = (1, 2)) -> list[int]'],
  ['fn █<T: Into<U>>(a: &T) -> Result<T, E> where T: Sized', '(a: &T) -> Result<T, E>'],
  ['func █[T any](a, b int) (r *T, err error)', '(a, b int) -> (r *T, err error)'],
  ['def █: Int', ' -> Int'],
  ['function █(', '()'],
  ['function █', ''],
])('%s', (written, expected) => expect(head('after', 'function', written)).toBe(expected));

test.each([
  ['public static <K> List<Fee> █(final Date now) throws E', '(final Date now) -> List<Fee>'],
  ['@Nullable("x") Date █()', '() -> Date'],
  ['public █(Date due)', '(Date due)'],
  ['static inline const struct fee *█(void)', '(void) -> const struct fee *'],
  ['auto █(int a) -> Fee', '(int a) -> Fee'],
  ['[HttpGet] public async Task<Fee> █()', '() -> Task<Fee>'],
])('%s', (written, expected) => expect(head('before', 'function', written)).toBe(expected));

test.each([
  ['after', 'private readonly █?: Map<string, () => void> = new Map()', ' -> Map<string, () => void>'],
  ['after', '█, other string `json:"x"`', ' -> string'],
  ['after', '█ = new Log()', ''],
  ['before', 'private final Map<String, Item> █ = new HashMap<>()', ' -> Map<String, Item>'],
  ['before', 'unsigned int due, *█', ' -> unsigned int'],
] as const)('%s the name: %s', (place, written, expected) => expect(head(place, 'field', written)).toBe(expected));

test.each([
  ['typescript', 'private readonly a?: T = 1, ...b: U[], { c }: V, d = 2', 'a:T b:U[] d:'],
  ['python', 'self, a: dict[str, int] = {}, *args, **kw: int', 'self: a:dict[str, int] args: kw:int'],
  ['rust', '&mut self, mut a: Vec<(A, B)>', 'self: a:Vec<(A, B)>'],
  ['go', 'a, b int, c ...string', 'a:int b:int c:...string'],
  ['go', 'int, error', ''],
  ['java', 'final Map<A, B> a, @X int... b', 'a:Map<A, B> b:int...'],
  ['cpp', 'const std::vector<int> &a, int b = f(1, 2), char *c[]', 'a:const std::vector<int> & b:int c:char *'],
  ['csharp', 'this Loan a, ref int b, [X] out string c', 'a:Loan b:int c:string'],
  ['typescript', '', ''],
])('%s: (%s)', (languageId, written, expected) =>
  expect(
    readParameters(written, languageId)
      .map(({ name, type }) => `${name}:${type ?? ''}`)
      .join(' '),
  ).toBe(expected),
);
