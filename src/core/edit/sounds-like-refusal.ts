/** The first words of a model that will not, or that asks for something before it would. */
export function soundsLikeRefusal(lines: readonly string[]): boolean {
  const start = lines.join('\n').trim().slice(0, 400);
  if (/\bhere(?:'s| is| are)\b|\bbelow is\b/i.test(start.slice(0, 200))) return false;
  return /^(?:i(?:'m| am) (?:very |really )?(?:sorry|afraid|unable|not able)|sorry\b|unfortunately\b|i (?:can(?:'|no)t|can not|won't|will not|do(?:n't| not) have|would need|need (?:more|to see))|as an ai\b|could you\b|can you (?:share|provide|show)|please (?:share|provide|show))/i.test(
    start.replaceAll('’', "'"),
  );
}
