/**
 * A model's prose, made so that showing it fetches, opens and runs nothing: no image, no link, no HTML. VS Code's Markdown
 * preview loads images from any https address, which would carry away whatever the model was talked into putting there.
 *
 * Only what is code by any reading stays as it is. That is a fence that begins at the margin, since one inside a list ends
 * with the list; and a code span in which nothing could be a link or a tag if a stray backtick made text of it.
 */
export function harmlessMarkdown(text: string): string {
  let fence: string | undefined;
  return text
    .split('\n')
    .map((line) => {
      if (fence !== undefined) {
        const close = /^(`{3,}|~{3,})\s*$/.exec(line);
        if (close?.[1]!.startsWith(fence)) fence = undefined;
        return line;
      }
      fence = /^(`{3,})[^`]*$/.exec(line)?.[1] ?? /^(~{3,})/.exec(line)?.[1];
      return fence === undefined ? harmlessLine(line) : line;
    })
    .join('\n');
}

function harmlessLine(line: string): string {
  return line
    .split(/((?<!`)`[^`]+`(?!`))/)
    .map((part, index) => (index % 2 === 1 && isHarmlessSpan(part) ? part : withoutMarkup(part)))
    .join('');
}

function isHarmlessSpan(span: string): boolean {
  return !/\]\(|\]\[|\]:|!\[/.test(span) && !(span.includes('<') && /[=:/"'\s!?]/.test(span));
}

/** Brackets that begin links and images, signs that begin tags; bare addresses are shown, and not made links. */
function withoutMarkup(text: string): string {
  return text
    .replaceAll(/\\*\[/g, String.raw`\[`)
    .replaceAll('<', '&lt;')
    .replaceAll(/\b(https?|ftp|mailto|command|vscode[\w-]*|file|data|javascript):(?=\S)/gi, '$1&#58;\u200B');
}
