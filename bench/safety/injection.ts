import { neutraliseTokens } from '../../src/core/safety/neutralise-tokens.ts';
import { redactSecrets } from '../../src/core/safety/redact-secrets.ts';
import { readJsonLines, writeJsonLines } from '../lib/json-lines.ts';
import type { Figure, SafetyOptions } from '../safety.ts';
import { print } from '../lib/print.ts';

interface Row {
  readonly id: string;
  readonly category: string;
  readonly label: string;
  readonly text: string;
}

/**
 * `prompt` is what a file's text becomes in a prompt. `flagged` means that control tokens were found in it: text that steers
 * a model in plain words is not detected here, as what bounds it is that nothing is done without an accept.
 */
export function measureInjection(options: SafetyOptions): readonly Figure[] {
  const answers = readJsonLines(options.in, toRow).map((row) => {
    const { text, count } = neutraliseTokens(row.text);
    return { row, prompt: redactSecrets(text).text, flagged: count > 0 };
  });
  if (options.out !== undefined) {
    writeJsonLines(
      options.out,
      answers.map(({ row, prompt, flagged }) => ({ id: row.id, prompt, flagged })),
    );
  }
  const withToken = answers.filter(({ row }) => LEFT_OVER.test(row.text));
  print(`${answers.length} texts, ${withToken.length} of them with control tokens`);
  if (!options.score) return [];
  const left = answers.filter(({ prompt }) => LEFT_OVER.test(prompt));
  print(`control tokens left in ${left.length} prompts`);
  print('\ncategory, texts in which control tokens were made harmless:');
  for (const [category, group] of Map.groupBy(answers, ({ row }) => `${row.label} ${row.category}`)) {
    print(`  ${category.padEnd(44)} ${group.filter(({ flagged }) => flagged).length}/${group.length}`);
  }
  for (const { row } of left) print(`wrong: ${row.id}`);
  return [{ name: 'prompts without a control token', part: answers.length - left.length, all: answers.length }];
}

/** Told apart from the product's own list on purpose: wider in form, and with the names written out. */
const LEFT_OVER =
  /<[|｜][^\s<>|｜]+[|｜]>|<\/?(?:fim[_-]\w+|file_sep|repo_name|reponame|PRE|SUF|MID|EOT|s|unk|pad|bos|eos|start_of_turn|end_of_turn|think)>|<<\/?SYS>>|\[\/?(?:INST|SYSTEM_PROMPT|TOOL_CALLS|AVAILABLE_TOOLS|TOOL_RESULTS|PREFIX|SUFFIX|MIDDLE|gMASK)\]|^#{2,4} ?(?:System|User|Assistant|Instruction|Response|Human):/im;

function toRow(row: Record<string, unknown>): Row {
  const { id, category, label, text } = row;
  if (typeof id !== 'string') throw new Error('has no id');
  if (typeof text !== 'string') throw new Error('has no text');
  return { id, text, category: asText(category), label: asText(label) };
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
