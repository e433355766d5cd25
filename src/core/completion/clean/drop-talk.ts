import { CODE } from '../../syntax/line-state.ts';
import { lexLine } from '../../syntax/lexer.ts';
import type { Cleaning, Nothing } from './cleaning.ts';
import { lexAtCursor } from './lex-at-cursor.ts';

/** How chat models begin a sentence to the person. */
const TO_THE_PERSON =
  /^(?:sure\b|certainly\b|of course\b|absolutely\b|great\b|okay\b|ok,|here(?:['’]s| is| are| you| it)\b|below (?:is|are)\b|(?:i['’]m |i am )?sorry\b|i (?:can(?:['’]t|not)?|need|have|will|would|think|hope|assume|added|used|don['’]t)\b|i['’](?:ve|ll|d)\b|unfortunately\b|as an ai\b|let me\b|let['’]s\b|to (?:complete|implement|solve|fix|do|achieve|use|make|finish)\b|you (?:can|could|should|need|may|might)\b|we (?:can|could|should|need|first|then|use)\b|this (?:function|method|code|class|implementation|query|snippet|solution|script|version|line|loop|block|program|assumes|will|is|returns|uses|checks|should|completes|example)\b|the (?:missing|completion|completed|following|above|code|function|method|answer|solution|result|rest)\b|note(?: that|:)|explanation\b|in this\b|hope (?:this|that)\b|feel free\b|please\b|if you\b|or,? if\b|alternatively\b|remember\b|make sure\b|that['’]s\b|my (?:answer|suggestion|solution)\b|completion:|answer:|solution:|a `)/i;

/** Programs that ran in the model's imagination. */
const OUTPUT =
  /^(?:(?:(?:expected |sample |example |console |program )?output\b[\w ()]{0,20}|result|running [\w ]{1,40}):$|PASS |FAIL |ok {1,4}\t|=== RUN|--- (?:PASS|FAIL)|Tests?:\s+\d|Test Suites:|Ran \d+ tests?|running \d+ tests?|test result:|Traceback \(most recent|\$ \w|>>> |✓ |✔ |BUILD SUCCESS|=+ .*\b(?:passed|failed)\b.*=+$)/i;

/** With what they wrote on the same line; `output: int = 1` is code. */
const OUTPUT_ON_LINE = /^(?:(?:Expected|Sample|Example|Console|Program) [Oo]utput|Output|Result): [^=]*$/;

/** Languages whose documents hold sentences: only what is clearly said to the person counts there. */
const WITH_TEXT = new Set(['html', 'vue', 'svelte', 'yaml', 'latex', 'xml', 'astro', 'handlebars']);

/** Sentences before and behind the code go; where nothing else is left, nothing is shown. */
export function dropTalk(text: string, at: Cleaning): string | Nothing {
  if (at.language.kind === 'prose') return dropTalkInProse(text, at);
  if (at.request.place !== 'code') return text;
  const lines = text.split('\n');
  let from = 0;
  while (from < lines.length && (lines[from]!.trim() === '' || isTalk(lines[from]!, at))) from++;
  if (from === lines.length) return text.trim() === '' ? text : (codeInTicks(text) ?? { nothing: 'talk' });
  const hadTalk = lines.slice(0, from).some((line) => line.trim() !== '');
  const rest = hadTalk ? lines.slice(from).join('\n') : text;
  return cutBehind(rest, at);
}

/** `The completion is: `foo()`` */
function codeInTicks(text: string): string | undefined {
  return /^[^`\n]*:\s*`([^`\n]+)`\.?\s*$/.exec(text.trim())?.[1];
}

function cutBehind(text: string, at: Cleaning): string {
  if (!text.includes('\n')) return text;
  const placed = lexAtCursor(text, at);
  const end = placed.findIndex(({ text: line, stateBefore, depthBefore }, i) => {
    if (i === 0 || stateBefore !== CODE || depthBefore > 0) return false;
    const afterBlank = placed[i - 1]!.text.trim() === '';
    return isTalk(line, at) || (afterBlank && isOutput(line.trim(), at));
  });
  return end <= 0 ? text : text.slice(0, placed[end]!.start - 1);
}

function isOutput(line: string, { request }: Cleaning): boolean {
  return !WITH_TEXT.has(request.languageId) && (OUTPUT.test(line) || OUTPUT_ON_LINE.test(line));
}

/** Whether the line is a sentence, not code: what is said to the person, or at least as many bare words as no code has. */
export function isTalk(line: string, { language, request }: Pick<Cleaning, 'language' | 'request'>): boolean {
  const sentence = line.trim().replace(/^\*\*|\*\*/g, '');
  if (!/^[A-Za-z`]/.test(sentence) || /^(?:import|from|package|using)\b/.test(sentence)) return false;
  const words = longestRunOfWords(sentence);
  const ends = /[.:!?…]["')]?$/.test(sentence);
  const first = lexLine(sentence, CODE, language).tokens[0];
  if (first?.class === 'comment' || (first?.class === 'string' && !sentence.startsWith('`'))) return false;
  if (
    TO_THE_PERSON.test(sentence) &&
    (words >= 3 ||
      (ends &&
        /^(?:sure|certainly|of course|absolutely|explanation|here you go|note|answer|completion|solution)\b/i.test(
          sentence,
        )))
  ) {
    return !/[;{]$/.test(sentence);
  }
  if (WITH_TEXT.has(request.languageId) || request.languageId.endsWith('react')) return false;
  const capital = /^[A-Z][a-z']* [a-z]/.test(sentence) || /^[A-Z][a-z]+ `/.test(sentence);
  return capital && ends && words >= 5 && !/[;={}]/.test(sentence) && !sentence.endsWith(')');
}

function longestRunOfWords(sentence: string): number {
  let longest = 0;
  let run = 0;
  for (const word of sentence.split(/\s+/)) {
    run = /^[("'`]?[A-Za-z][A-Za-z'’-]*[)"'`]?[,.:;!?]?$/.test(word) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** In Markdown nearly everything is a sentence; what goes is what is said about the answer, not in it. */
function dropTalkInProse(text: string, { linePrefix }: Cleaning): string | Nothing {
  const paragraphs = text.split(/\n{2,}/);
  const isIntroduction = (paragraph: string): boolean =>
    !paragraph.includes('\n') &&
    /^(?:sure|certainly|of course|absolutely|okay|here(?:['’]s| is| are) (?:the|a|an|your|my|how i)\b.*(?:complet|continu|section|text|version|document|markdown|paragraph|rest|missing|updated|requested)|i['’]m sorry|i am sorry|unfortunately, i)\b/i.test(
      paragraph.trim(),
    ) &&
    /[:.!]$/.test(paragraph.trim());
  const isFarewell = (paragraph: string): boolean =>
    /^(?:let me know|i hope (?:this|that)|hope this|feel free to (?:ask|let)|would you like me)\b/i.test(
      paragraph.trim(),
    );
  let from = 0;
  if (linePrefix.trim() === '' && isIntroduction(paragraphs[0]!)) from = 1;
  let to = paragraphs.length;
  while (to > from && isFarewell(paragraphs[to - 1]!)) to--;
  if (from === 0 && to === paragraphs.length) return text;
  return from === to ? { nothing: 'talk' } : paragraphs.slice(from, to).join('\n\n');
}
