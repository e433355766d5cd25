import { CODE } from '../../syntax/line-state.ts';
import type { Cleaning, Nothing } from './cleaning.ts';
import { lexAtCursor } from './lex-at-cursor.ts';

const COMMENT = /^\s*(?:\/\/+|#+|--|\/\*+|<!--|\{\/\*|;+|%+)\s*(.*?)\s*(?:\*\/\}?|-->)?\s*$/;

/** "The rest stays": written instead of the rest. */
const ELISION =
  /^(?:\.\.\.|…)(?:\W*\w+){0,8}\W*$|\b(?:rest of (?:the|your) (?:code|file|function|class|implementation|methods?|component)|remaining (?:code|methods|functions|implementation)|(?:existing|previous|other) (?:code|methods|functions|implementation)(?: here| goes here)?(?:\W*$)|remains? (?:the same|unchanged)|same as (?:before|above)\W*$)/i;
/** "Write it yourself". */
const TO_DO =
  /^(?:(?:todo|fixme|xxx)\b.*|(?:implement|add|write|fill in|complete|insert|put|place|handle)\b.*\b(?:here|this|function|method|logic|code|body|implementation)\b.*|your (?:code|logic|implementation)\b.*|(?:implementation|code|logic) (?:goes )?here\b.*)$/i;

/** A comment in place of the code it speaks of is of no use: the elision goes with all behind it, a lone TO-DO altogether. */
export function dropPlaceholder(text: string, at: Cleaning): string | Nothing {
  if (at.language.kind === 'prose' || at.request.place !== 'code' || at.linePrefix.trim() !== '') return text;
  const placed = lexAtCursor(text, at);
  const comment = (index: number): string | undefined => {
    const { text: line, stateBefore } = placed[index]!;
    return stateBefore === CODE ? COMMENT.exec(index === 0 ? line.slice(at.linePrefix.length) : line)?.[1] : undefined;
  };
  const written = placed.flatMap((line, index) => (line.text.trim() === '' ? [] : [index]));
  const isElision = (index: number): boolean => {
    const said = comment(index);
    return said !== undefined && ELISION.test(said);
  };
  const elision = written.find(isElision);
  if (elision !== undefined) {
    const kept = text.slice(0, Math.max(0, placed[elision]!.start - 1));
    return kept.trim() === '' ? { nothing: 'placeholder' } : kept;
  }
  const isPass = (index: number): boolean => /^(?:pass|\.\.\.)$/.test(text.split('\n')[index]!.trim());
  const lone = written.length > 0 && written.every((index) => TO_DO.test(comment(index) ?? '') || isPass(index));
  return lone && written.some((index) => comment(index) !== undefined) ? { nothing: 'placeholder' } : text;
}
