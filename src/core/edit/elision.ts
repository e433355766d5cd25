/**
 * "... existing code ...", "rest unchanged": a line that stands for code instead of being it. It is told by its form; a
 * caller that has the file at hand asks first whether the file holds that very line.
 *
 * A bare `...` is one too, though in Python it is code: `pythonCode` says whether to take it so.
 */
export function isElision(line: string, languageId?: string): boolean {
  const text = line.trim();
  if (text === '...' || text === '…') return languageId !== 'python';
  const comment = COMMENT.exec(text);
  const content = comment?.[1] ?? comment?.[2] ?? comment?.[3] ?? comment?.[4];
  if (content === undefined) return BARE.test(text);
  return /^(?:\.{3,}|…)(?!\w)/.test(content) || PHRASE.test(content) || /^\W*(?:\.{3}|…)\W*$/.test(content);
}

/** Code and an elision on one line: `{ ... }`, `foo(/* ... *\/)`, `x(); // ... rest`. */
export function hidesElision(line: string, languageId: string): boolean {
  if (isElision(line, languageId)) return true;
  return /\{\s*(?:\.{3}|…)\s*\}|\/\*\s*(?:\.{3}|…)|(?:\/\/|#|\{\/\*|<!--)\s*(?:\.{3}|…)\s*(?:\w+\s+){0,3}(?:code|unchanged|rest|same|existing)/i.test(
    line,
  );
}

const COMMENT =
  /^(?:\/\/+|#+|--|;+|%+)\s*(.*)$|^\{?\/\*+\s*(.*?)\s*\*+\/\}?$|^<!--\s*(.*?)\s*-->$|^"{3}\s*(\.{3}.*?)\s*"{3}$/;
const SUBJECT = String.raw`(?:the )?(?:rest|remainder|remaining|other|others|existing|previous|original|unchanged|same|all other|everything else)`;
const PHRASE = new RegExp(
  String.raw`^(?:\(?\[?)(?:(?:keep|leave|and|with|plus|insert|include) )?${SUBJECT}\b.*(?:code|unchanged|same|here|as (?:before|is|it is)|of (?:the|your|this) (?:\w+ )?(?:code|file|function|class|method|body|implementation|component|module|script|config\w*)|methods?|functions?|imports?|implementation|body|fields?|members?|cases|tests?|entries|lines|content|definitions?|stays?|remains?)\b[^;{}]*$|^(?:no changes?(?: (?:here|below|above|needed))?|unchanged|as before|omitted|snip(?:ped)?|code (?:omitted|unchanged)|remains (?:the same|unchanged))\W*$|\b(?:stays?|remains?) (?:as (?:it is|before|is)|the same|unchanged)\W*$|\bomitted for brevity\b`,
  'i',
);
const BARE = /^(?:\[|\(|<)?(?:\.{3}|…)\s*(?:\w+\s+){0,4}(?:existing|unchanged|rest|remaining|omitted|same)\b[^;{}=]*$/i;
