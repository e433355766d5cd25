/** What an instruction asks for, where the editor can do it by itself: nothing is sent, and the result is exact. */
export type Intent =
  /** `from` is missing where the thing at the cursor is meant. */
  | { readonly kind: 'rename'; readonly from?: string; readonly to: string }
  | { readonly kind: 'extract'; readonly what: 'function' | 'variable' | 'constant' | 'type'; readonly name?: string }
  | { readonly kind: 'inline'; readonly name?: string }
  | { readonly kind: 'organise-imports' }
  | { readonly kind: 'fix-all' }
  | { readonly kind: 'format' };

/**
 * Reads the few instructions that are a refactoring of the editor's, word for word. Everything else is `undefined`: an instruction
 * that asks for more than one thing is one for a model.
 */
export function readIntent(instruction: string): Intent | undefined {
  const text = instruction
    .trim()
    .replace(/^(?:please|can you|could you)\s+/i, '')
    .replace(/[.!?\s]+$/, '');
  for (const [pattern, toIntent] of INTENTS) {
    const found = pattern.exec(text);
    if (found) return toIntent(found.groups ?? {});
  }
  return undefined;
}

const NAME = '[`\'"]?(?<name>[\\p{L}_$][\\w$\\p{L}]*)[`\'"]?';
const FROM = NAME.replace('name', 'from');
const OBJECT =
  '(?:this|it|that|the selection|the selected code|(?:this|the) (?:function|method|class|variable|symbol|parameter|type|name|code))';

const words = (pattern: string): RegExp => new RegExp(`^${pattern}$`, 'iu');
type Groups = Readonly<Record<string, string | undefined>>;

const INTENTS: readonly (readonly [RegExp, (groups: Groups) => Intent | undefined])[] = [
  [
    words(
      `(?:rename|call) (?:${OBJECT} |(?:the )?(?:function |method |class |variable |symbol |parameter |type )?${FROM} )?(?:to|as|into) ${NAME}`,
    ),
    rename,
  ],
  [words(`(?:rename|call) ${OBJECT} ${NAME}`), rename],
  [
    words(
      `extract (?:(?:${OBJECT}|a|an|to|into|as|in) )*?(?<what>function|method|variable|constant|const|type|interface)(?: (?:called|named|as)? ?${NAME})?`,
    ),
    extract,
  ],
  [words(`extract (?:this|it|the selection)`), () => ({ kind: 'extract', what: 'function' })],
  [
    words(`inline (?:${OBJECT}|(?:the )?(?:function |variable |constant )?${NAME})`),
    ({ name }) => ({ kind: 'inline', ...(name === undefined ? {} : { name }) }),
  ],
  [
    words(
      `(?:sort|organi[sz]e|tidy|clean up|order|remove (?:the |all )?unused)(?: (?:the|my|all|unused))* imports?(?: (?:alphabetically|here|in this file))?`,
    ),
    () => ({ kind: 'organise-imports' }),
  ],
  [
    words(
      `(?:fix|auto-?fix) (?:all|everything)(?: (?:the )?(?:problems|errors|warnings|issues|lint errors))?(?: here| in this file)?`,
    ),
    () => ({ kind: 'fix-all' }),
  ],
  [
    words(
      `(?:format|reformat|pretty-?print)(?: (?:this|it|the file|the document|the selection|the code|this file|this code))?`,
    ),
    () => ({ kind: 'format' }),
  ],
];

function rename({ from, name }: Groups): Intent | undefined {
  return name === undefined ? undefined : { kind: 'rename', ...(from === undefined ? {} : { from }), to: name };
}

function extract({ what = 'function', name }: Groups): Intent {
  const kinds: Readonly<Record<string, 'function' | 'variable' | 'constant' | 'type'>> = {
    method: 'function',
    const: 'constant',
    interface: 'type',
  };
  const lower = what.toLowerCase();
  const kind = kinds[lower] ?? (lower as 'function' | 'variable' | 'constant' | 'type');
  return { kind: 'extract', what: kind, ...(name === undefined ? {} : { name }) };
}
