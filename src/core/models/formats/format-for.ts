import { codegemma } from './codegemma.ts';
import { codellama } from './codellama.ts';
import { codestral } from './codestral.ts';
import { deepseekCoder } from './deepseek-coder.ts';
import type { FimFormat } from './fim-format.ts';
import { glm } from './glm.ts';
import { granite4 } from './granite-4.ts';
import { graniteCode } from './granite-code.ts';
import { incoder } from './incoder.ts';
import { qwenCoder } from './qwen-coder.ts';
import { seedCoder } from './seed-coder.ts';
import { stableCode } from './stable-code.ts';
import { starcoder } from './starcoder.ts';

/** The order matters only to those who try all against a server's vocabulary: of two with the same tokens the first. */
export const FORMATS: readonly FimFormat[] = [
  qwenCoder,
  starcoder,
  deepseekCoder,
  codestral,
  codellama,
  codegemma,
  graniteCode,
  granite4,
  stableCode,
  incoder,
  seedCoder,
  glm,
];

/**
 * The format of a model's family; `undefined` where the name says none. Then a chat model is asked in words: a wrong
 * format does not fail, it makes the model write nonsense.
 */
export function formatFor(modelName: string): FimFormat | undefined {
  const name = plainName(modelName);
  return FORMATS.find((format) => format.matches(name));
}

/** `Qwen/Qwen2.5-Coder-7B-Instruct-GGUF`, `qwen2.5-coder:7b` and `/models/qwen2_5_coder.gguf` in one spelling. */
export function plainName(modelName: string): string {
  const last = modelName.split(/[/\\]/).findLast((part) => part !== '') ?? '';
  return last
    .toLowerCase()
    .replace(/\.(gguf|bin|safetensors)$/, '')
    .replaceAll(/[\s:_@]+/g, '-');
}
