import { applyAnswer } from '../../src/core/edit/apply-answer.ts';
import type { EditRequest } from '../../src/core/edit/edit-request.ts';
import { percentile } from '../lib/statistics.ts';

const LINES = 5_000;
const ROUNDS = 40;
/** What the applier may take of a pause before somebody sees it: 30 ms. */
export const APPLIER_BUDGET_MS = 30;

export interface LargeFileCost {
  readonly answer: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** What applying one change takes in a file of 5,000 lines, by the form of the answer. Throws where one is refused. */
export function measureLargeFiles(): readonly LargeFileCost[] {
  const blocks = Math.floor(LINES / BLOCK_LINES);
  return FORMS.map(({ answer, of }) => {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const changed = (round * 7919) % blocks;
      const text = Array.from({ length: blocks }, (_, n) => block(n)).join('');
      const { reply, ...request } = of(text, changed);
      const start = performance.now();
      const result = applyAnswer(reply, {
        path: 'stock.ts',
        languageId: 'typescript',
        text,
        instruction: 'Count from one.',
        ...request,
      });
      times.push(performance.now() - start);
      if (result.kind === 'refused') throw new Error(`${answer}: ${result.reason} ${result.detail ?? ''}`);
      if (result.text !== text.replace(block(changed), changedBlock(changed))) throw new Error(`${answer}: wrong`);
    }
    return { answer, p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95) };
  });
}

const NAMES = ['plank', 'crane', 'heron', 'barge', 'wharf'];

/** Much of it is alike, as in files of this length. */
function block(n: number): string {
  const name = `${NAMES[n % NAMES.length]}${n}`;
  return [
    `/** What ${name} weighs, in ${n} parts. */`,
    `export function ${name}(items: readonly Item[], limit = ${n}): number {`,
    '  let total = 0;',
    '  for (const item of items) {',
    `    if (item.kind === '${NAMES[(n * 3) % NAMES.length]}' && total < limit) {`,
    '      total += item.weight;',
    '    }',
    '  }',
    '  return total;',
    '}',
    '',
    '',
  ].join('\n');
}

const BLOCK_LINES = 11;

function changedBlock(n: number): string {
  return block(n).replace('let total = 0;', 'let total = 1;');
}

interface Form {
  readonly answer: string;
  of(text: string, changed: number): Pick<EditRequest, 'format' | 'scope' | 'selection'> & { readonly reply: string };
}

const fence = (code: string): string => `\`\`\`typescript\n${code}\n\`\`\`\n`;
const searchReplace = (search: string, replace: string): string =>
  `stock.ts\n<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n`;
const head = (code: string): string => code.split('\n').slice(0, 4).join('\n');

const FORMS: readonly Form[] = [
  {
    answer: 'search/replace block',
    of: (_, n) => ({ format: 'search-replace', reply: searchReplace(head(block(n)), head(changedBlock(n))) }),
  },
  {
    answer: 'block, misquoted',
    of: (_, n) => ({
      format: 'search-replace',
      reply: searchReplace(
        head(block(n)).replace('in parts', 'in part').replaceAll('  ', '    '),
        head(changedBlock(n)).replaceAll('  ', '    '),
      ),
    }),
  },
  {
    answer: 'unified diff',
    of: (_, n) => ({
      format: 'diff',
      reply: `--- a/stock.ts\n+++ b/stock.ts\n@@ -1,4 +1,4 @@\n${block(n)
        .split('\n')
        .slice(0, 4)
        .map((line) => (line.includes('let total') ? `-${line}\n+${line.replace('0', '1')}` : ` ${line}`))
        .join('\n')}\n`,
    }),
  },
  {
    answer: 'whole definition',
    of: (_, n) => ({
      format: 'code',
      scope: 'definition',
      reply: fence(changedBlock(n).trimEnd().split('\n').slice(1).join('\n')),
    }),
  },
  {
    answer: 'whole file',
    of: (text, n) => ({
      format: 'code',
      scope: 'file',
      reply: fence(text.replace(block(n), changedBlock(n)).trimEnd()),
    }),
  },
];
