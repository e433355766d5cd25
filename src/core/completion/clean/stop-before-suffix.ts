import { indentWidth } from '../../syntax/indentation.ts';
import { CODE } from '../../syntax/line-state.ts';
import { lexLine } from '../../syntax/lexer.ts';
import { type Cleaning, nextLine, type Nothing } from './cleaning.ts';
import { lexAtCursor, type PlacedLine } from './lex-at-cursor.ts';

/** The line that stands below is not said again, however it is spaced, quoted or commented. */
export function stopBeforeSuffix(text: string, at: Cleaning): string | Nothing {
  const below = nextLine(at);
  if (below === undefined || at.request.place === 'comment') return text;
  const wanted = essence(below, at);
  const isCloser = /^[^\w"'`]*(?:end|fi|done|esac|<\/[\w.:-]+>)?[^\w"'`]*$/.test(below.trim());
  const placed = lexAtCursor(text, at);
  const repeats = (line: PlacedLine, index: number): boolean => {
    if (index === 0 ? text.split('\n', 1)[0]!.trim() === '' : line.stateBefore !== CODE) return false;
    if (essence(line.text, at) !== wanted || wanted === '') return false;
    // A closer that stands deeper closes something of the text's own.
    if (isCloser) {
      const isAtPlace = index === 0 || indentWidth(line.text) === indentWidth(below);
      return line.depthAfter <= Math.min(0, line.depthBefore) && isAtPlace;
    }
    return line.depthBefore <= 0 && isNoDeeper(line, below, at);
  };
  const repeat = placed.findIndex(repeats);
  if (repeat < 0) return text;
  const kept = text.slice(0, Math.max(0, placed[repeat]!.start - 1));
  return kept.trim() === '' ? { nothing: 'repeats-suffix' } : kept;
}

/** Where indentation is syntax, a line that stands deeper than the one below is another one. */
function isNoDeeper(line: PlacedLine, below: string, { language, request }: Cleaning): boolean {
  const hasWordBlocks = /^(?:ruby|lua|shellscript|elixir|yaml|sql)$/.test(request.languageId);
  return !(language.blocks === 'colon' || hasWordBlocks) || indentWidth(line.text) <= indentWidth(below);
}

const ANY_CASE = new Set(['sql', 'html', 'css', 'scss', 'less']);

/** Without blanks, a comment at the end, and the differences that are none: kinds of quotes, a final separator, case of words that are no names. */
function essence(line: string, { language, request }: Cleaning): string {
  const { tokens } = lexLine(line, CODE, language);
  const comment = tokens.length > 1 && tokens.at(-1)!.class === 'comment' ? tokens.at(-1)!.start : line.length;
  const plain = line
    .slice(0, comment)
    .replace(/\s+/g, '')
    .replace(/["`]/g, "'")
    .replace(/[;,]$/, '')
    .replace(/,([)\]}])/g, '$1');
  if (ANY_CASE.has(request.languageId)) return plain.toLowerCase();
  return plain.replace(/(?<![\w$])(?:true|false|null|none|nil|undefined)(?![\w$])/gi, (word) => word.toLowerCase());
}
