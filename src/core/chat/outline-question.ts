/** What can be answered from the outline of the repository, without a model. */
export type OutlineQuestion =
  | { readonly kind: 'where-is'; readonly name: string }
  | { readonly kind: 'who-calls'; readonly name: string }
  | { readonly kind: 'what-changes'; readonly name: string }
  | { readonly kind: 'outline' }
  | { readonly kind: 'imports' };

/**
 * Reads a question as one of these, or as none: `undefined` is for a model. Names are identifiers, with `.`, `::` or `#`
 * between a type and its member; quotes and backticks around them are as good as none.
 */
export function readOutlineQuestion(text: string): OutlineQuestion | undefined {
  if (text.length > LONGEST_QUESTION) return undefined;
  const question = text
    .trim()
    .replace(/[?.!\s]+$/, '')
    .replaceAll(/[`'"“”‘’]/g, '');
  for (const [kind, patterns] of ABOUT_A_NAME) {
    const name = patterns.map((pattern) => pattern.exec(question)?.[1]).find((each) => each !== undefined);
    if (name !== undefined) return { kind, name };
  }
  if (OUTLINE.test(question)) return { kind: 'outline' };
  if (IMPORTS.test(question)) return { kind: 'imports' };
  return undefined;
}

/** Who writes more than a line wants more than a place. */
const LONGEST_QUESTION = 200;

const NAME = String.raw`([\p{L}_$][\p{L}\p{N}_$]*(?:(?:\.|::|#)[\p{L}_$][\p{L}\p{N}_$]*)*)`;
const KIND = String.raw`(?:(?:the\s+)?(?:function|method|class|interface|type|struct|enum|trait|constant|variable|field|definition\s+of)\s+)?`;
const WHERE_IS: readonly RegExp[] = [
  new RegExp(
    String.raw`^where(?:'s|s|\s+is|\s+are|\s+do\s+(?:i|we)\s+define|\s+can\s+i\s+find)\s+${KIND}${NAME}(?:\s+(?:defined|declared|implemented))?$`,
    'iu',
  ),
  new RegExp(String.raw`^(?:find|show|go\s+to|open)\s+${KIND}${NAME}$`, 'iu'),
];
const WHO_CALLS: readonly RegExp[] = [
  new RegExp(String.raw`^(?:who|what|which\s+functions?)\s+(?:calls?|uses?|invokes?)\s+${KIND}${NAME}$`, 'iu'),
  new RegExp(String.raw`^where\s+is\s+${KIND}${NAME}\s+(?:called|used|invoked)$`, 'iu'),
  new RegExp(
    String.raw`^(?:(?:show|find|list)\s+)?(?:the\s+|all\s+)?(?:callers|users|usages|uses)\s+of\s+${KIND}${NAME}$`,
    'iu',
  ),
];
const WHAT_CHANGES: readonly RegExp[] = [
  new RegExp(
    String.raw`^what\s+(?:changes|breaks|is\s+affected|else\s+changes|(?:would|will|might|may|could)\s+(?:change|break|be\s+affected))\s+(?:if|when)\s+(?:i|we)\s+(?:change|changed|rename|renamed|touch|touched|remove|removed|edit|edited)\s+${KIND}${NAME}$`,
    'iu',
  ),
  new RegExp(String.raw`^what\s+depends\s+on\s+${KIND}${NAME}$`, 'iu'),
  new RegExp(String.raw`^(?:the\s+)?impact\s+of\s+(?:changing\s+)?${KIND}${NAME}$`, 'iu'),
];
/** Tried in this order: `where is X used` asks for uses. */
const ABOUT_A_NAME = [
  ['who-calls', WHO_CALLS],
  ['what-changes', WHAT_CHANGES],
  ['where-is', WHERE_IS],
] as const;
const OUTLINE =
  /^(?:(?:show|give)\s+(?:me\s+)?)?(?:an?\s+|the\s+)?outline(?:\s+(?:of\s+)?(?:this|the)(?:\s+current)?\s+file)?$|^what(?:'s|s|\s+is)\s+in\s+(?:this|the)(?:\s+current)?\s+file$/i;
const IMPORTS =
  /^(?:what|which)\s+(?:\S+\s+)?(?:does|do|is)\s+(?:this|it|the\s+file|this\s+file)\s+imports?$|^(?:list\s+)?(?:the\s+)?imports(?:\s+of\s+(?:this|the)\s+file)?$/i;
