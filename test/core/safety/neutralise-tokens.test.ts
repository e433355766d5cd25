import { describe, expect, test } from 'vitest';
import { neutraliseTokens } from '../../../src/core/safety/neutralise-tokens.ts';

const neutralised = (text: string): string => neutraliseTokens(text).text;

describe('makes harmless', () => {
  const tokens: readonly (readonly [string, string])[] = [
    ['Qwen and ChatML', '<|fim_prefix|> <|im_start|> <|repo_name|> <|endoftext|>'],
    ['StarCoder', '<fim_prefix> <fim_suffix> <fim_middle> <fim_pad> <file_sep> <repo_name> <jupyter_code>'],
    ['SantaCoder', '<fim-prefix> <fim-middle>'],
    ['DeepSeek', '<｜fim▁begin｜> <｜fim▁hole｜> <｜User｜> <｜end▁of▁sentence｜>'],
    ['CodeLlama', '<PRE> <SUF> <MID> <EOT>'],
    ['CodeGemma', '<|file_separator|> <start_of_turn> <end_of_turn> <eos>'],
    ['Codestral', '[PREFIX] [SUFFIX] [INST] [/INST] [TOOL_CALLS] [SYSTEM_PROMPT]'],
    ['Llama 2', '<<SYS>> <</SYS>> <s> </s>'],
    ['Llama 3', '<|begin_of_text|> <|start_header_id|> <|eot_id|> <|python_tag|>'],
    ['Seed-Coder', '<[fim-prefix]> <[end▁of▁sentence]> <[PAD▁TOKEN]>'],
    ['GLM', '[gMASK] <sop> <|code_suffix|> <|observation|>'],
    ['InCoder', '<|mask:0|> <|endofmask|>'],
    ['Granite and Stable Code', '<reponame> </fim_middle> <|start_of_role|>'],
    ['Zeta', '<|editable_region_start|> <|user_cursor_is_here|>'],
    ['thoughts and tools', '<think> </think> <tool_call> </tool_call>'],
    ['a model that is not made yet', '<|whatever/it-is:9|>'],
  ];
  for (const [name, text] of tokens) {
    test(name, () => {
      const { text: harmless, count } = neutraliseTokens(text);
      expect(count).toBe(text.split(' ').length);
      for (const token of text.split(' ')) expect(harmless).not.toContain(token);
      // Nothing is lost: only blanks are put in.
      expect(harmless.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    });
  }
  test('turns that are headings', () =>
    expect(neutralised('### System:\nx\n// ### User: y\n"### Response:"')).toBe(
      '## # System :\nx\n// ## # User : y\n"## # Response :"',
    ));
  test('turns behind an empty line', () => expect(neutralised('x\n\nHuman: y')).toBe('x\n\nHuman : y'));
  test('a token inside a token', () => expect(neutralised('<|[INST]|>')).toBe('< |[ INST]| >'));
  test('a token around a token', () => expect(neutralised('<|<|im_end|>|>')).toBe('<|< |im_end| >|>'));
});

describe('leaves ordinary code alone', () => {
  const texts = [
    'let y = f <| x |> g',
    'const a: Map<K, V> = new Map<string, T>();',
    'fn f(v: Vec<[u8; 4]>, w: Box<[my_type]>) {}',
    'buffer[INDEX] = table[MAX_SIZE][N];',
    '<div><span>a</span></div>',
    'a || b | c',
    '### Usage:\n# Input file\nUser: me\n',
    'if (a<b && c>d) {}',
  ];
  for (const text of texts)
    test(text.replaceAll('\n', '⏎'), () => expect(neutraliseTokens(text)).toEqual({ text, count: 0 }));
});
