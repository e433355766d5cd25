import { control, source, type Prompt, type PromptPart } from '../prompt.ts';

export type FormatName =
  | 'qwen-coder'
  | 'starcoder'
  | 'deepseek-coder'
  | 'codestral'
  | 'codellama'
  | 'codegemma'
  | 'granite-code'
  | 'granite-4'
  | 'stable-code'
  | 'incoder'
  | 'seed-coder'
  | 'glm';

/** How a family of models was taught to fill a hole. */
export interface FimFormat {
  readonly name: FormatName;
  /** Whether a model is of this family, by its name as `plainName` gives it. */
  readonly matches: (modelName: string) => boolean;
  /** The prompt from left to right. */
  readonly layout: readonly Slot[];
  /** What ends an answer. The most telling first: only four go on the wire, and the rest is cut on our side. */
  readonly stop: readonly string[];
  /** How other files go with the hole; without it they stand as comments at the beginning of the prefix. */
  readonly context?: (hole: Hole) => FormatContext;
}

export type Slot = 'prefix' | 'suffix' | { readonly token: string };

export interface FormatContext {
  /** In front of the first token of the layout. */
  readonly before?: readonly PromptPart[];
  /** Inside the layout, in front of the prefix. */
  readonly inPrefix?: readonly PromptPart[];
}

/** A place to fill, and what goes with it. Paths are relative to the repository: nobody needs to know the rest. */
export interface Hole {
  readonly repository: string;
  readonly path: string;
  readonly languageId: string;
  readonly prefix: string;
  readonly suffix: string;
  /** What the model has "said" already: it stands at the end of the prompt, and the answer goes on from there. */
  readonly begun?: string;
  readonly snippets: readonly HoleSnippet[];
  /** Where texts of the document meet that are apart in the prompt; prefix and suffix, where nothing is said. */
  readonly seams?: readonly Seam[];
}

export type Seam = readonly [before: string, after: string];

export function seamsOf({ prefix, suffix, seams }: Hole): readonly Seam[] {
  return seams ?? [[prefix, suffix]];
}

export interface HoleSnippet {
  readonly path: string;
  readonly text: string;
}

export const token = (text: string): Slot => ({ token: text });

export function renderFim(format: FimFormat, hole: Hole): Prompt {
  const { before = [], inPrefix = [] } = (format.context ?? commentedContext)(hole);
  const parts = format.layout.flatMap((slot): readonly PromptPart[] => {
    if (slot === 'prefix') return [...inPrefix, source(hole.prefix)];
    if (slot === 'suffix') return [source(hole.suffix)];
    return [control(slot.token)];
  });
  return { parts: [...before, ...parts, ...(hole.begun === undefined ? [] : [source(hole.begun)])] };
}

/** The tokens of the layout, for those who ask a server whether it knows them. */
export function layoutTokens(format: FimFormat): readonly string[] {
  return format.layout.flatMap((slot) => (typeof slot === 'string' ? [] : [slot.token.trim()]));
}

export function commentedContext({ snippets, languageId }: Hole): FormatContext {
  const mark = COMMENT_MARKS[languageId] ?? '//';
  const comment = (text: string) => text.trimEnd().replaceAll(/^/gm, `${mark} `);
  return { inPrefix: snippets.map(({ path, text }) => source(`${mark} ${path}\n${comment(text)}\n\n`)) };
}

const COMMENT_MARKS: Readonly<Record<string, string>> = {
  python: '#',
  ruby: '#',
  perl: '#',
  r: '#',
  julia: '#',
  elixir: '#',
  shellscript: '#',
  powershell: '#',
  yaml: '#',
  toml: '#',
  dockerfile: '#',
  makefile: '#',
  cmake: '#',
  lua: '--',
  sql: '--',
  haskell: '--',
  clojure: ';',
  lisp: ';',
  tex: '%',
  latex: '%',
  erlang: '%',
};
