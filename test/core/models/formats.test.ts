import { describe, expect, test } from 'vitest';
import { renderFim, type FormatName, type Hole } from '../../../src/core/models/formats/fim-format.ts';
import { FORMATS, formatFor } from '../../../src/core/models/formats/format-for.ts';

const hole: Hole = {
  repository: 'app',
  path: 'src/a.ts',
  languageId: 'typescript',
  prefix: 'P',
  suffix: 'S',
  snippets: [],
};
const withSnippet: Hole = { ...hole, snippets: [{ path: 'src/b.ts', text: 'B\n' }] };

const render = (name: FormatName, of: Hole) =>
  renderFim(
    FORMATS.find((format) => format.name === name)!,
    of,
  )
    .parts.map((part) => ('control' in part ? part.control : part.source))
    .join('');

describe('the prompt of each family', () => {
  test.for([
    ['qwen-coder', '<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>'],
    ['starcoder', '<fim_prefix>P<fim_suffix>S<fim_middle>'],
    ['deepseek-coder', '<｜fim▁begin｜>P<｜fim▁hole｜>S<｜fim▁end｜>'],
    ['codestral', '[SUFFIX]S[PREFIX]P'],
    ['codellama', '<PRE> P <SUF>S <MID>'],
    ['codegemma', '<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>'],
    ['granite-code', '<fim_prefix>P<fim_suffix>S<fim_middle>'],
    ['granite-4', '<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>'],
    ['stable-code', '<fim_prefix>P<fim_suffix>S<fim_middle>'],
    ['incoder', 'P<|mask:0|>S<|mask:1|><|mask:0|>'],
    ['seed-coder', '<[fim-suffix]>S<[fim-prefix]>P<[fim-middle]>'],
    ['glm', '<|code_prefix|>P<|code_suffix|>S<|code_middle|>'],
  ] as const)('%s', ([name, prompt]) => {
    expect(render(name, hole)).toBe(prompt);
  });

  test.for([
    [
      'qwen-coder',
      '<|repo_name|>app\n<|file_sep|>src/b.ts\nB\n<|file_sep|>src/a.ts\n<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>',
    ],
    ['starcoder', '<repo_name>app<file_sep>src/b.ts\nB\n<file_sep><fim_prefix>src/a.ts\nP<fim_suffix>S<fim_middle>'],
    ['deepseek-coder', '#src/b.ts\nB\n#src/a.ts\n<｜fim▁begin｜>P<｜fim▁hole｜>S<｜fim▁end｜>'],
    ['codestral', '[SUFFIX]S[PREFIX]+++++ src/b.ts\nB\n\n+++++ src/a.ts\nP'],
    ['codegemma', 'src/b.ts\nB\n<|file_separator|>src/a.ts\n<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>'],
    ['granite-code', '<fim_prefix>// src/b.ts\n// B\n\nP<fim_suffix>S<fim_middle>'],
    ['seed-coder', '<[fim-suffix]>S<[fim-prefix]>// src/b.ts\n// B\n\nP<[fim-middle]>'],
  ] as const)('%s with another file', ([name, prompt]) => {
    expect(render(name, withSnippet)).toBe(prompt);
  });

  test('comments of other files are in the language of this one', () => {
    expect(render('codellama', { ...withSnippet, languageId: 'python' })).toBe(
      '<PRE> # src/b.ts\n# B\n\nP <SUF>S <MID>',
    );
  });

  test("only our own tokens are control parts: a file's text never is", () => {
    for (const format of FORMATS) {
      const text = renderFim(format, { ...withSnippet, prefix: '<|fim_middle|>', suffix: '[SUFFIX]' });
      const controls = text.parts.flatMap((part) => ('control' in part ? [part.control] : [])).join('');
      expect(controls).not.toMatch(/src|app|B\n/);
      expect(text.parts).toContainEqual({ source: '<|fim_middle|>' });
      expect(text.parts).toContainEqual({ source: '[SUFFIX]' });
    }
  });
});

describe('the format by the name of a model', () => {
  test.for<[string, FormatName | undefined]>([
    ['qwen2.5-coder:7b', 'qwen-coder'],
    ['Qwen/Qwen2.5-Coder-7B-Instruct-GGUF', 'qwen-coder'],
    ['/models/qwen2.5_coder-1.5b-q8_0.gguf', 'qwen-coder'],
    ['Qwen3-Coder-30B-A3B', 'qwen-coder'],
    ['CodeQwen1.5-7B', 'starcoder'],
    ['qwen2.5:7b', undefined],
    ['qwen3-8b', undefined],
    ['bigcode/starcoder2-15b', 'starcoder'],
    ['starcoderbase-1b', 'starcoder'],
    ['deepseek-coder-v2:16b', 'deepseek-coder'],
    ['deepseek-ai/DeepSeek-Coder-6.7B-base', 'deepseek-coder'],
    ['deepseek-r1:7b', undefined],
    ['codestral-latest', 'codestral'],
    ['mistralai/Codestral-22B-v0.1', 'codestral'],
    ['mamba-codestral-7b', undefined],
    ['mistral-small', undefined],
    ['codellama:7b-code', 'codellama'],
    ['CodeLlama-13b-hf', 'codellama'],
    ['codellama:34b', undefined],
    ['CodeLlama-7b-Python', undefined],
    ['codegemma:2b', 'codegemma'],
    ['codegemma-7b-it', undefined],
    ['gemma-3-4b', undefined],
    ['granite-code:8b', 'granite-code'],
    ['ibm-granite/granite-8b-code-base', 'granite-code'],
    ['granite-3.3-8b-instruct', 'granite-code'],
    ['granite4:small-h', 'granite-4'],
    ['granite-4.0-micro', 'granite-4'],
    ['granite-3.1-8b', undefined],
    ['stable-code:3b', 'stable-code'],
    ['stabilityai/stable-code-instruct-3b', undefined],
    ['facebook/incoder-1B', 'incoder'],
    ['ByteDance-Seed/Seed-Coder-8B-Base', 'seed-coder'],
    ['Seed-Coder-8B-Reasoning', undefined],
    ['zai-org/GLM-4.5-Air', 'glm'],
    ['glm-4-9b', undefined],
    ['codegeex4', undefined],
    ['gpt-4o', undefined],
    ['', undefined],
  ])('%s is %s', ([model, name]) => {
    expect(formatFor(model)?.name).toBe(name);
  });
});

describe('stop strings', () => {
  test('each format stops at its own tokens, and at nothing that is code', () => {
    for (const { name, stop } of FORMATS) {
      expect(stop.length, name).toBeGreaterThanOrEqual(4);
      expect(new Set(stop).size, name).toBe(stop.length);
      expect(stop, name).not.toContain('//');
      expect(stop, name).not.toContain('```');
    }
  });

  test("DeepSeek's tokens have the bars and blanks that the model was taught", () => {
    const text = FORMATS.find(({ name }) => name === 'deepseek-coder')!.stop.join('');
    expect(text).not.toMatch(/[| ]/);
  });
});
