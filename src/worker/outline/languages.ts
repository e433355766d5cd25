import { c } from './languages/c.ts';
import { cpp } from './languages/cpp.ts';
import { csharp } from './languages/csharp.ts';
import { go } from './languages/go.ts';
import { java } from './languages/java.ts';
import { javascript } from './languages/javascript.ts';
import { python } from './languages/python.ts';
import { rust } from './languages/rust.ts';
import { typescript } from './languages/typescript.ts';
import type { OutlineLanguage } from './outline-language.ts';

export interface KnownLanguage {
  /** Name of the grammar's file under `dist/grammars`, without extension. */
  readonly grammar: string;
  /** What to look for in its trees. */
  readonly language: OutlineLanguage;
}

/** By `vscode` language id. */
export const LANGUAGES: ReadonlyMap<string, KnownLanguage> = new Map([
  ['typescript', { grammar: 'typescript', language: typescript }],
  ['typescriptreact', { grammar: 'tsx', language: typescript }],
  ['javascript', { grammar: 'javascript', language: javascript }],
  ['javascriptreact', { grammar: 'javascript', language: javascript }],
  ['python', { grammar: 'python', language: python }],
  ['java', { grammar: 'java', language: java }],
  ['go', { grammar: 'go', language: go }],
  ['rust', { grammar: 'rust', language: rust }],
  ['c', { grammar: 'c', language: c }],
  ['cpp', { grammar: 'cpp', language: cpp }],
  ['csharp', { grammar: 'csharp', language: csharp }],
]);
