import { c } from './languages/c/c.ts';
import { cpp } from './languages/cpp/cpp.ts';
import { csharp } from './languages/csharp/csharp.ts';
import { go } from './languages/go/go.ts';
import { java } from './languages/java/java.ts';
import { javascript } from './languages/javascript/javascript.ts';
import { python } from './languages/python/python.ts';
import { rust } from './languages/rust/rust.ts';
import { kotlin, lua, php, ruby, scala, shellscript } from './languages/outline-only.ts';
import { typescript } from './languages/typescript/typescript.ts';
import type { OutlineLanguage } from './outline-language.ts';

export interface KnownLanguage {
  /** Name of the grammar's file under `dist/grammars`, without extension. */
  readonly grammar: string;
  /** Folders under `languages` whose queries say, together, what to look for in its trees. */
  readonly queries: readonly string[];
  /** How what is found is to be read. */
  readonly language: OutlineLanguage;
}

/** By `vscode` language id. */
export const LANGUAGES: ReadonlyMap<string, KnownLanguage> = new Map([
  ['typescript', { grammar: 'typescript', queries: ['typescript', 'script'], language: typescript }],
  ['typescriptreact', { grammar: 'tsx', queries: ['tsx', 'typescript', 'script'], language: typescript }],
  ['javascript', { grammar: 'javascript', queries: ['script', 'javascript'], language: javascript }],
  ['javascriptreact', { grammar: 'javascript', queries: ['script', 'javascript'], language: javascript }],
  ['python', { grammar: 'python', queries: ['python'], language: python }],
  ['java', { grammar: 'java', queries: ['java'], language: java }],
  ['go', { grammar: 'go', queries: ['go'], language: go }],
  ['rust', { grammar: 'rust', queries: ['rust'], language: rust }],
  ['c', { grammar: 'c', queries: ['c'], language: c }],
  ['cpp', { grammar: 'cpp', queries: ['cpp', 'c'], language: cpp }],
  ['csharp', { grammar: 'csharp', queries: ['csharp'], language: csharp }],
  ['ruby', { grammar: 'ruby', queries: ['ruby'], language: ruby }],
  ['php', { grammar: 'php', queries: ['php'], language: php }],
  ['kotlin', { grammar: 'kotlin', queries: ['kotlin'], language: kotlin }],
  ['scala', { grammar: 'scala', queries: ['scala'], language: scala }],
  ['lua', { grammar: 'lua', queries: ['lua'], language: lua }],
  ['shellscript', { grammar: 'bash', queries: ['shellscript'], language: shellscript }],
]);
