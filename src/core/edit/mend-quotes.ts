/** `12 | code`: line numbers that a model was shown, or adds, and that are no text of the file. As they are, without any. */
export function withoutGutter(lines: readonly string[]): readonly string[] {
  const found = lines.map((line) => /^\s*(\d+)(?:\s?[|│→]\s?|\t|:\s)(.*)$|^\s*(\d+)\s?[|│→:]?\s*$/.exec(line));
  const solid = found.filter((_, index) => lines[index]!.trim() !== '');
  if (solid.length < 2 || solid.some((match) => match === null)) return lines;
  const numbers = found.flatMap((match) => (match ? [Number(match[1] ?? match[3])] : []));
  const isCounting = numbers.every((number, index) => index === 0 || number === numbers[index - 1]! + 1);
  return isCounting ? found.map((match) => match?.[2] ?? '') : lines;
}

/** `&lt;` for `<`: an answer that has passed through something that makes HTML of it. */
export function withoutEntities(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => ENTITY.test(line))) return lines;
  return lines.map((line) => line.replaceAll(new RegExp(ENTITY, 'g'), (_, name: string) => CHARACTERS[name]!));
}

const ENTITY = /&(lt|gt|amp|quot|#39|apos);/;
const CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", apos: "'" };
