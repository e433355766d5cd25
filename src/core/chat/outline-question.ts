/** What can be answered from the outline of the repository, without a model. */
export type OutlineQuestion =
  | { readonly kind: 'where-is'; readonly name: string }
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
  const where = WHERE_IS.map((pattern) => pattern.exec(question)?.[1]).find((name) => name !== undefined);
  if (where !== undefined) return { kind: 'where-is', name: where };
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
const OUTLINE =
  /^(?:(?:show|give)\s+(?:me\s+)?)?(?:an?\s+|the\s+)?outline(?:\s+(?:of\s+)?(?:this|the)(?:\s+current)?\s+file)?$|^what(?:'s|s|\s+is)\s+in\s+(?:this|the)(?:\s+current)?\s+file$/i;
const IMPORTS =
  /^(?:what|which)\s+(?:\S+\s+)?(?:does|do|is)\s+(?:this|it|the\s+file|this\s+file)\s+imports?$|^(?:list\s+)?(?:the\s+)?imports(?:\s+of\s+(?:this|the)\s+file)?$/i;
