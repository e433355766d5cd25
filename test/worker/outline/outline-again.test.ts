import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Parser } from 'web-tree-sitter';
import { loadGrammar } from '../../../scripts/lib/load-grammar.ts';
import { createGrammars } from '../../../src/worker/outline/grammars.ts';
import { createOutliner } from '../../../src/worker/outline/create-outliner.ts';
import { LANGUAGES } from '../../../src/worker/outline/languages.ts';

const grammars = createGrammars(loadGrammar);

const TYPESCRIPT = `import { type Book, open as openShelf } from './shelf.ts';
import * as days from 'days';

/** Lends. */
export class Desk extends Base<Book> implements Keeper {
  readonly #books = new Map<string, Book>();
  constructor(private readonly name: string, size = 3) {
    super(size);
  }
  lend<T>(reader: Reader<T>, onDone?: () => void): Loan | undefined {
    const book = this.#books.get(reader.wanted) ?? openShelf(reader);
    return book && { book, until: days.add(14, () => onDone?.()) };
  }
}
export const limit = { of: (reader: Reader) => late(reader) ? 0 : 3 };
type Loan = Readonly<{ book: Book; until: Day }>;
export { Loan, Desk as default };
`;
const PYTHON = `import os
from shelf import Book as Item, other

class Desk(Base):
    """Lends."""
    limit: int = 3

    def __init__(self, books: list[Item]) -> None:
        self.books = books

    @property
    def lend(self, reader: Reader, days=14):
        if reader.late(): return self.refuse(reader)
        return [book.copy() for book in self.books if other(book)]

def open_desk(name: str) -> Desk:
    return Desk(load(name))
`;
const CPP = `#include "shelf.h"
namespace library {
struct Book : public Item { int days; const char *name() const; };
template <typename T> class Shelf {
 public:
  Shelf(int size) : size_(size) {}
  T &at(int place) { return items_[check(place)]; }
 private:
  int size_;
};
static int fee(const Book &book) { return book.days > 14 ? late(book) : 0; }
}
`;
const JAVASCRIPT = `const { add, weigh: heavy } = require('./scales');
import days from 'days';

/** Lends. */
class Desk extends Base {
  #books = new Map();
  lend(reader) { return this.#books.get(reader) ?? heavy(add(reader)); }
} class Shelf extends Base { static of() { return new Desk(); } }

// What is lent at once.
const limit = 3, most = { of: (reader) => days(reader) };
function open(name) { return new Shelf(name); }
exports.fee = function (book) { return add(book); };
export { Desk, open as default };
`;
const RUST = `use crate::shelf::{Book, Shelf as Rack};

/// Lends.
#[derive(Clone)]
pub struct Desk { name: String, books: Vec<Book> }

impl Keeper for Desk {
    fn keep(&self, book: &Book) -> bool { check(book) && self.books.len() > 3 }
}
pub enum State { Open, Lent(Reader) }
pub fn open(name: &str) -> Desk { Desk { name: name.to_string(), books: Rack::all() } }
`;
const CSHARP = `using Shelf;
namespace Library {
  /// <summary>Lends.</summary>
  public class Desk : Base, IKeeper {
    private readonly List<Book> books = new();
    public Desk(string name) { Name = name; }
    public string Name { get; }
    public Loan Lend(Reader reader, int days = 14) { return new Loan(books.Find(reader.Wanted)); }
  }
}
namespace Other { public enum State { Open, Lent } }
`;
const SOURCES = [
  ['/a.js', 'javascript', JAVASCRIPT.repeat(5)],
  ['/a.rs', 'rust', RUST.repeat(5)],
  ['/a.cs', 'csharp', CSHARP.repeat(4)],
  ['/a.ts', 'typescript', TYPESCRIPT.repeat(5)],
  ['/a.py', 'python', PYTHON.repeat(5)],
  ['/a.cpp', 'cpp', CPP.repeat(5)],
] as const;

/** What people type, paste and take away; some of it breaks the syntax of what follows. */
const PIECES = [
  '',
  'x',
  '\n',
  ' ',
  '(',
  ')',
  '{',
  '}',
  '"',
  '/*',
  '#',
  'class A {',
  'def f(a):\n    ',
  'f(x);\n',
  '/** Says it. */\n',
  '// says it\n# says it\n',
  '\n\n\n',
  'export ',
  'export { limit };\n',
  'let a: Book = b;\n',
  'é',
  '𝒳',
];

for (const [path, languageId, source] of SOURCES) {
  test(`a ${languageId} text that changes again and again has the outline that it would have if read anew`, async () => {
    const language = (await grammars.get(LANGUAGES.get(languageId)!.grammar))!;
    const parser = new Parser().setLanguage(language);
    const isSound = (text: string): boolean => {
      const tree = parser.parse(text)!;
      const { hasError } = tree.rootNode;
      tree.delete();
      return !hasError;
    };
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      removed: fc.oneof(fc.constantFrom(0, 1), fc.nat(60)),
      isInLines: fc.boolean(),
      isSaved: fc.boolean(),
      added: fc.oneof(fc.constantFrom(...PIECES), fc.constant(source.slice(100, 400))),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const outliner = createOutliner({ grammars });
        let text = source;
        await outliner.outlineAgain(path, languageId, text);
        for (const { at, removed, added, isInLines, isSaved } of changes) {
          const place = Math.floor(at * text.length);
          const start = isInLines ? text.lastIndexOf('\n', place) + 1 : place;
          text = text.slice(0, start) + added + text.slice(start + removed);
          if (!isSaved) continue;
          const again = await outliner.outlineAgain(path, languageId, text);
          // Where the syntax is broken, what a parser makes of it depends on what it has seen before.
          if (isSound(text)) expect(again).toEqual(await outliner.outline(path, languageId, text));
        }
        expect(await outliner.outlineAgain(path, languageId, source)).toEqual(
          await outliner.outline(path, languageId, source),
        );
        outliner.dispose();
      }),
      { numRuns: 12 },
    );
    parser.delete();
  });
}
