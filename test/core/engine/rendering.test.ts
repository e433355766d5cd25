import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokenizeLine } from '../../../src/core/engine/tokenizer.ts';
import { languageIdForPath, languageSyntax } from '../../../src/core/syntax/languages.ts';
import { lexLine } from '../../../src/core/syntax/lexer.ts';
import { CODE } from '../../../src/core/syntax/line-state.ts';

const ROOT = path.join(import.meta.dirname, '../../..');

/** Lines that the engine cannot write as they stand: with a comment, a docstring, or what it must not learn. */
const NOT_OURS = undefined;

/** Each line of code as the engine would write it, and as it stands, blanks in a row counted as one. */
function renderedLines(text: string, languageId: string): (readonly [rendered: string, line: string])[] {
  const language = languageSyntax(languageId);
  let state = CODE;
  return text.split('\n').flatMap((line) => {
    const startState = state;
    let rendered: string | undefined = '';
    state = tokenizeLine(line, startState, language, (piece, start, end, _kind, spaceBefore) => {
      const isHole = start === end;
      rendered =
        isHole || rendered === undefined ? NOT_OURS : rendered + (spaceBefore ? ' ' : '') + piece.slice(start, end);
    }).endState;
    const { tokens } = lexLine(line.replace(/\r$/, ''), startState, language);
    const hasComment = tokens.some((token) => token.class === 'comment');
    // Triple-quoted strings count as documentation.
    const isDocumentation = (rendered === '' && tokens.length > 0) || /"""|'''/.test(line);
    if (rendered === NOT_OURS || hasComment || isDocumentation) return [];
    return [[blanksAsOne(rendered), blanksAsOne(line)] as const];
  });
}

const blanksAsOne = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

const SAMPLES: Readonly<Record<string, string>> = {
  typescriptreact:
    'export function Row({ item }: Props) {\n  return (\n    <li key={item.id} className="row">\n      Don\'t {item.name} & <b>{`${item.n} of ${max}`}</b>\n    </li>\n  );\n}\n',
  javascript:
    'const found = /[/"\']+\\/x/gu.exec(text) ?? a / b / c;\nconst s = `a ${b({ c: `d${e}` })} f\n  g ${h}`;\nx = y?.[0]?.z ** 2;\n',
  python:
    'def f(a, *, b=None, **rest):\n    if a: return b"raw" + rf\'{a}\'\n    elif b is not None:\n\tx = a @ b // 2\n    return {k: v for k, v in rest.items()}\n',
  java: 'List<Map<String, int[]>> a = b.<T>c(d -> e::f);\nString t = """\n  text "x"\n  """;\nchar c = \'\\\'\';\n',
  go: 'func (s *S) F(a ...int) (<-chan T, error) {\n\tr := `raw\n  "text"`\n\tx &^= y; c <- r\n}\n',
  rust: "fn f<'a, T: Into<&'a str>>(x: &'a mut T) -> Result<(), E> {\n    let c = 'x'; let s = r#\"raw \"q\"\"#;\n    x?.y..=z; m!{a => b}\n}\n",
  c: "#define MAX(a, b) ((a) > (b) ? (a) : (b))\nstatic const char *s = L\"text\\n\", c = '\\'';\np->q[i] <<= 2;\n",
  cpp: 'auto s = R"x(raw "text" )x"; std::vector<int> v{1\'000, 0x1F};\ntemplate <typename... A> auto f(A &&...a) -> decltype(g(a...));\n',
  csharp:
    'var s = @"a ""b"" c"; var t = $"{x:N2} y";\npublic int? P { get; init; } = a ?? b?.C!;\nvar r = """\n  raw "x"\n  """;\n',
  ruby: 'def f(a, b: 1)\n  a.map { |x| x + "#{b}" } unless a.nil?\nend\n',
};

describe('what the engine writes reproduces the line', () => {
  test.each(Object.keys(SAMPLES))('of %s', (languageId) => {
    const lines = renderedLines(SAMPLES[languageId]!, languageId);
    expect(lines.length).toBeGreaterThan(2);
    for (const [rendered, line] of lines) expect(rendered).toBe(line);
  });

  test('of sources that people wrote', () => {
    const files = fs
      .globSync(
        [
          'src/core/**/*.ts',
          'node_modules/{openai,svelte,esbuild,playwright-core}/**/*.{js,mjs,ts,py,rs,go,c,h,cc,cs,java}',
        ],
        { cwd: ROOT },
      )
      .toSorted()
      .filter((_, index) => index % 9 === 0);
    let lines = 0;
    for (const file of files) {
      const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
      if (text.length > 60_000) continue;
      for (const [rendered, line] of renderedLines(text, languageIdForPath(file) ?? 'generic')) {
        lines++;
        if (rendered !== line) expect(`${file}: ${rendered}`).toBe(`${file}: ${line}`);
      }
    }
    expect(lines).toBeGreaterThan(1_000);
  });

  test('however the samples are cut and put together', () => {
    const piece = fc.constantFrom(...Object.values(SAMPLES).flatMap((text) => text.split(/(?<=\n)|(?<=[ ;(])/)));
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.constantFrom(...Object.keys(SAMPLES)),
        (pieces, languageId) => {
          for (const [rendered, line] of renderedLines(pieces.join(''), languageId)) expect(rendered).toBe(line);
        },
      ),
    );
  });
});
