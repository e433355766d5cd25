/** A model's answer without what the model thought aloud before it; `open` where the thinking never ended. */
export type AnswerText = { readonly kind: 'text'; readonly lines: readonly string[] } | { readonly kind: 'open' };

/**
 * The answer's lines, without carriage returns. Some servers leave out the tag that opens the thinking, so a closing tag
 * alone ends it as well, unless the file itself holds such a tag and the answer may be quoting it.
 */
export function answerText(answer: string, fileText: string): AnswerText {
  const text = answer.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const opening = OPEN.exec(text);
  if (opening) {
    const tag = opening[1] ?? opening[2] ?? '';
    const close = closeOf(text, tag.toLowerCase(), fileText);
    return close === undefined ? { kind: 'open' } : { kind: 'text', lines: toLines(text.slice(close)) };
  }
  if (!CLOSE_ALONE.test(fileText)) {
    const last = [...text.matchAll(new RegExp(CLOSE_ALONE, 'gim'))].at(-1);
    if (last) return { kind: 'text', lines: toLines(text.slice(last.index + last[0].length)) };
  }
  return { kind: 'text', lines: toLines(text) };
}

const NAMES = 'think|thinking|thought|thoughts|reasoning|reflection|scratchpad|analysis';
const OPEN = new RegExp(String.raw`^\s*(?:<(${NAMES})>|\[(THINK)\])`, 'i');
const CLOSE_ALONE = new RegExp(String.raw`^[^\n]*?(?:</(?:${NAMES})>|\[/THINK\])[ \t]*$`, 'im');

/** After the closing tag: the last one, since drafts may hold it; the first one where the file holds such tags. */
function closeOf(text: string, tag: string, fileText: string): number | undefined {
  const marks = [`</${tag}>`, `[/${tag}]`];
  const lower = text.toLowerCase();
  const quoted = marks.some((mark) => fileText.toLowerCase().includes(mark));
  const ends = marks.flatMap((mark) => {
    const at = quoted ? lower.indexOf(mark) : lower.lastIndexOf(mark);
    return at < 0 ? [] : [at + mark.length];
  });
  return ends.length === 0 ? undefined : Math.max(...ends);
}

function toLines(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.replace(/^\uFEFF/, '').replace(/\r$/, ''));
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
