/** Reserved and contextual words by language, and the built-in type names that read like them. */

const javascript = words(`
  as async await break case catch class const continue debugger default delete do else export extends false finally for
  from function get if import in instanceof let new null of return set static super switch this throw true try typeof
  undefined var void while with yield`);

const typescript = new Set([
  ...javascript,
  ...words(`
  abstract any asserts bigint boolean declare enum implements infer interface is keyof module namespace never number
  object override private protected public readonly satisfies string symbol type unique unknown`),
]);

const python = words(`
  False None True and as assert async await break case class continue def del elif else except finally for from global if
  import in is lambda match nonlocal not or pass raise return self try while with yield cls`);

const java = words(`
  abstract assert boolean break byte case catch char class const continue default do double else enum extends false final
  finally float for if implements import instanceof int interface long native new null package permits private protected
  public record return sealed short static super switch synchronized this throw throws transient true try var void
  volatile while yield`);

const go = words(`
  any bool break byte case chan const continue default defer else error fallthrough false float64 for func go goto if
  import int int64 interface map nil package range return rune select string struct switch true type uint64 var`);

const rust = words(`
  Self as async await bool break const continue crate dyn else enum extern false fn for i32 i64 if impl in let loop match
  mod move mut pub ref return self static str struct super trait true type u8 u32 u64 unsafe use usize where while`);

const c = words(`
  auto bool break case char const continue default do double else enum extern false float for goto if inline int long
  register restrict return short signed sizeof static struct switch true typedef union unsigned void volatile while NULL`);

const cpp = new Set([
  ...c,
  ...words(`
  catch class co_await co_return co_yield concept constexpr const_cast decltype delete dynamic_cast explicit export final
  friend mutable namespace new noexcept nullptr operator override private protected public reinterpret_cast requires
  static_assert static_cast template this throw try typename using virtual`),
]);

const csharp = words(`
  abstract as async await base bool break byte case catch char class const continue decimal default delegate do double
  else enum event explicit extern false finally fixed float for foreach get global goto if implicit in init int interface
  internal is lock long namespace new null object operator out override params partial private protected public readonly
  record ref return sealed set short sizeof static string struct switch this throw true try typeof uint ulong unchecked
  unsafe using value var virtual void volatile when where while yield`);

const sqlWords = `
  add all alter and as asc between by case check column constraint create cross database default delete desc distinct drop
  else end except exists foreign from full group having if in index inner insert intersect into is join key left like limit
  natural not null offset on or order outer primary references returning right select set table then union unique update
  using values view when where with`;

/** In either case: nobody writes them mixed. */
const sql = new Set([...words(sqlWords), ...words(sqlWords.toUpperCase())]);

const shell = words(`
  case do done elif else esac exit export fi for function if in local return select then until while`);

const ruby = words(`
  and alias begin break case class def defined do else elsif end ensure extend false for if in include module next nil not
  or raise redo require rescue retry return self super then true undef unless until when while yield`);

/** For languages without a table of their own: what most of them share. */
const generic = words(`
  and begin break case catch class const continue def do else elsif end enum export extends false final fn for foreach
  from fun function if import in interface is let module namespace nil not null or package private protected public
  require return self static struct super switch then this throw trait true try type use val var void when where while`);

export const KEYWORDS = {
  javascript,
  typescript,
  python,
  java,
  go,
  rust,
  c,
  cpp,
  csharp,
  sql,
  shell,
  ruby,
  generic,
} as const;

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
