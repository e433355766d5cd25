import type { RetrieverName } from './retriever.ts';
import type { SelectedSnippet } from './select-snippets.ts';

/** Why a retriever finds what it finds, as a person would say it. */
const WORDS: Readonly<Record<RetrieverName, string>> = {
  'imported-name': 'imported by name',
  'imported-file': 'in an imported file',
  'same-package': 'of the same package',
  receiver: 'member of what stands before the cursor',
  'own-type': 'member of the class around the cursor, or inherited',
  'variable-type': 'member of a variable in use nearby',
  'named-type': 'member of a type that the file names',
  'known-type': 'type in use nearby',
  'signature-type': 'in the signature of what is used nearby',
  'similar-window': 'used in similar places',
  'similar-name': 'named like what stands nearby',
  'like-line': 'used after lines of the same shape',
  'sibling-file': 'in the header, implementation or test of this file',
  'similar-file': 'in a file with a similar name',
  neighbours: 'used in files beside this one',
  'open-file': 'in another open file',
  'recent-edits': 'in what was just changed in other files',
  drafted: 'in what the engine would write here',
  dependency: 'imported from an installed package',
};

const CHARS_PER_TOKEN = 4;

/** The snippets as a person reads them: each definition with its chance to be what comes next, and why it was found. */
export function describeContext(
  place: string,
  snippets: readonly SelectedSnippet[],
  shortPath: (path: string) => string,
): string {
  const tokens = snippets.reduce((sum, each) => sum + tokensOf(shortPath(each.path)) + tokensOf(each.text), 0);
  if (snippets.length === 0) return `Context for ${place}: nothing of the repository is worth its place.\n`;
  const files = snippets.map(({ path, definitions }) => {
    const rows = definitions.map(({ text, line, retrievers, chance }) => {
      const why = retrievers.map((each) => WORDS[each]).join('; ');
      return `  ${text.replaceAll('\n', '\n  ')}\n      line ${line + 1} · ${percent(chance)} · ${why}`;
    });
    return `${shortPath(path)}\n${rows.join('\n')}\n`;
  });
  return `Context for ${place}: ${snippets.length} files, about ${tokens} tokens, the likeliest first.
Beside each definition: its share of the chances to be what comes next, and why it was found.

${files.join('\n')}`;
}

function tokensOf(text: string): number {
  return Math.ceil(text.length / CHARS_PER_TOKEN);
}

function percent(share: number): string {
  return share < 0.001 ? 'under 0.1 %' : `${(100 * share).toFixed(1)} %`;
}
