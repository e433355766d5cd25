export interface NeutralisedText {
  readonly text: string;
  /** How many tokens were made harmless. */
  readonly count: number;
}

/**
 * Makes the control tokens in source text harmless: a file that contains `<|im_end|>` must not end the turn, one that
 * contains `<fim_suffix>` not the prefix. A blank is put into each, where a person sees it and a tokenizer no longer
 * finds it: `< |im_end| >`, `< fim_suffix>`, `[ INST]`, `## # System :`. So `<s>` in a web page changes as well, and `[PREFIX]`
 * in C; but in the prompt only, the document is never touched. Call it on source text, before the prompt's own tokens are put around it.
 */
export function neutraliseTokens(text: string): NeutralisedText {
  let count = 0;
  const counted = (replacement: string): string => {
    count++;
    return replacement;
  };
  const harmless = text
    .replace(TOKEN, (token) => counted(spread(token)))
    .replace(HEADING, (_, before: string, marks: string, name: string) =>
      counted(`${before}${marks.slice(0, -1)} ${marks.at(-1)} ${name.trimEnd()} :`),
    )
    .replace(TURN, (_, before: string, name: string) => counted(`${before}${name} :`));
  return { text: harmless, count };
}

/** `<|x|>` → `< |x| >`, `<x>` → `< x>`, `<<SYS>>` → `< <SYS> >`: whatever finds the one by its shape doesn't find the other. */
function spread(token: string): string {
  // A token may hold another: `<|[INST]|>`.
  const inner = token.slice(1, -1).replace(TOKEN, spread);
  const closes = /[|｜¦\]>]$/.test(inner);
  return `${token[0]} ${inner}${closes ? ' ' : ''}${token.at(-1)}`;
}

/** The names that models write between `<` and `>` without bars; `[\w-]` stands for the endings that vary. */
const ANGLE_NAMES = [
  // Fill in the middle: StarCoder, SantaCoder, Granite, Stable Code, CodeLlama, Seed-Coder, and what they put around files.
  'fim[_-][\\w-]{1,24}',
  'file_sep(?:arator)?|repo_?name|filename|gh_stars|issue_(?:start|comment|closed)|jupyter_(?:start|text|code|output|script)',
  'commit_(?:before|msg|message|after)|pr|pr_[a-z_]{2,40}|intermediate_to_code|code_to_intermediate|empty_output|code_(?:prefix|suffix|middle)',
  'PRE|SUF|MID|EOT|EOD|EOM|CLS|SEP|PAD|MASK|UNK|BOS|EOS|SPECIAL_\\d{1,4}',
  // Beginnings, ends and turns: Llama 2, Mistral, Gemma, GLM, Cohere, T5, XLM and others.
  's|/s|unk|pad|bos|eos|eod|eop|sop|eot|mask|cls|sep',
  '(?:start|end|begin|beginning)_of_\\w{1,24}',
  '(?:BOS|EOS|PAD|UNK|SEP|CLS|MASK|EOP|START_OF_TURN|END_OF_TURN)_TOKEN',
  'extra_id_\\d{1,3}|mask_\\d{1,3}|sentinel_?\\d{1,3}|unused_?\\d{1,4}|reserved_?\\d{1,4}|TOKENS_UNUSED_\\d{1,4}|0x[\\dA-F]{2}',
  'seed:[\\w:]{1,24}',
  // Thoughts and tools.
  'think|thinking|tool_[a-z]{2,16}|tools|function_calls?|function_response|im_[a-z]{2,12}|INST|SYSTEM|USER|ASSISTANT|HUMAN',
].join('|');

const BRACKET_NAMES = [
  'INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_RESULT|TOOL_CONTENT|TOOL_CALL|CALL_ID|ARGS|THINK|MODEL_SETTINGS',
  'PREFIX|SUFFIX|MIDDLE|IMG|IMG_BREAK|IMG_END|AUDIO|BEGIN_AUDIO|REFERENCE_DOC_\\d{1,2}|control_\\d{1,4}',
  '[gs]?MASK|CLS|SEP|PAD|UNK|BOS|EOS|EOT|eop|SYS',
].join('|');

/** The bars of `<|x|>`: DeepSeek's are U+FF5C, and look-alikes cost nothing. */
const BAR = '[|｜¦│∣]';

/**
 * Every token between bars, whoever's it is (Qwen, DeepSeek, Llama 3, Phi, GLM, GPT, InCoder, Zeta …); `f <| x |> g` with its
 * blanks is an expression. Then those without bars by name, as `<T>` and `[N]` are code.
 */
const TOKEN = new RegExp(
  [
    `[<＜]${BAR}/?[^\\s<>|｜¦│∣]{1,64}${BAR}[>＞]`,
    // `<| file ext=.py |>`, `<｜fim begin｜>`: InCoder's, and DeepSeek's as they are often miswritten.
    `<${BAR} ?/? ?(?:file|repo|fim|end|begin|tool|User|Assistant|System|im)\\b[^<>|｜\\n]{0,40}${BAR}>`,
    `<\\[(?:/?(?:fim|FIM)[\\w-]{1,24}|[A-Za-z]{2,12}[▁_ ](?:[A-Za-z]{2,12}[▁_ ]){0,2}(?:TOKEN|token|sentence|turn|text))\\]>`,
    `</?(?:${ANGLE_NAMES})>`,
    `<</?SYS>>`,
    `\\[/?(?:${BRACKET_NAMES})\\]`,
    `>>(?:QUESTION|ANSWER|INTRODUCTION|SUMMARY|TITLE|COMMENT|DOMAIN|PREFIX|SUFFIX|MIDDLE)<<`,
    `\\]~[!b]\\[?|\\[e~\\[`,
  ].join('|'),
  'g',
);

const ROLE =
  'System|User|Assistant|Human|Instruction|Instructions|Response|Input|Output|AI|Bot|SYSTEM|USER|ASSISTANT|INSTRUCTION|RESPONSE';

/** Alpaca's and Vicuna's turns, at the beginning of a line, behind a comment mark, or in a string literal. */
const HEADING = new RegExp(
  `(^|\\n|\\\\n|["'\`]|(?:\\n|^)[ \\t]{0,8}(?://|#|--|/?\\*|;|<!--)[ \\t]{0,4})(#{2,4}) ?((?:${ROLE}) ?):`,
  'g',
);

/** The turns of plain completion models: only behind an empty line, as `User:` is many other things too. */
const TURN = /(\n[ \t]*\n|\\n\\n)(Human|Assistant|USER|ASSISTANT|GPT4 Correct User|GPT4 Correct Assistant):/g;
