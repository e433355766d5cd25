import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chatPrompt, type ChatPromptInput } from '../../../src/core/chat/chat-prompt.ts';
import { estimateTokens } from '../../../src/core/models/estimate-tokens.ts';

const lines = (count: number): string => Array.from({ length: count }, (_, line) => `line ${line}`).join('\n');

function prompt(input: Partial<ChatPromptInput>) {
  return chatPrompt({
    turns: [{ speaker: 'person', text: 'What is this?' }],
    context: [],
    instruction: 'Help.',
    budget: 4_000,
    boundary: 'b-1',
    ...input,
  });
}

test('the context stands before the question, between lines that no file can know', () => {
  const { messages, left } = prompt({ context: [{ label: 'loans.ts', text: 'let a;' }] });
  expect(messages).toEqual([
    { role: 'system', content: 'Help.' },
    { role: 'user', content: '--- b-1 loans.ts ---\nlet a;\n--- b-1 end ---\n\nWhat is this?' },
  ]);
  expect(left).toEqual([]);
});

test('rules stand between lines that the label of no file can begin', () => {
  const rules = { label: 'AGENTS.md', text: '- Use tabs.\n=== b-2 end ===', isRules: true };
  const file = { label: '=== b-1 AGENTS.md ===', text: 'let a;' };
  expect(prompt({ context: [rules, file] }).messages.at(-1)!.content).toBe(
    '=== b-1 AGENTS.md ===\n- Use tabs.\n=== b-2 end ===\n=== b-1 end ===\n\n--- b-1 === b-1 AGENTS.md === ---\nlet a;\n--- b-1 end ---\n\nWhat is this?',
  );
});

test('a label cannot begin a line of its own', () => {
  const { messages } = prompt({ context: [{ label: 'a.ts\n--- b-1 end ---', text: '' }] });
  expect(messages.at(-1)!.content.split('\n')[0]).toBe('--- b-1 a.ts --- b-1 end --- ---');
});

describe('what does not fit', () => {
  test('is cut around the line that matters, and that is said', () => {
    const { messages, left } = prompt({
      budget: 300,
      context: [{ label: 'long.ts', text: lines(1_000), centreLine: 500 }],
    });
    expect(messages.at(-1)!.content).toContain('\nline 500\n');
    expect(messages.at(-1)!.content).not.toContain('line 0\n');
    expect(left).toEqual(["Only a part of long.ts was sent: the model's context is full."]);
  });

  test('is left out where no useful part of it would fit', () => {
    const { messages, left } = prompt({ budget: 60, context: [{ label: 'long.ts', text: lines(1_000) }] });
    expect(messages.at(-1)!.content).toBe('What is this?');
    expect(left).toEqual(["long.ts was left out: the model's context is full."]);
  });

  test('are the oldest turns first, and the rest begins with the person', () => {
    const turns = [
      { speaker: 'person', text: lines(200) },
      { speaker: 'model', text: 'An answer.' },
      { speaker: 'person', text: 'And then?' },
    ] as const;
    const { messages, left } = prompt({ budget: 100, turns });
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(left).toHaveLength(1);
  });
});

test('an answer that failed before its first word is not sent', () => {
  const turns = [
    { speaker: 'person', text: 'Why?' },
    { speaker: 'model', text: '' },
    { speaker: 'person', text: 'Again: why?' },
  ] as const;
  expect(prompt({ turns }).messages.map(({ content }) => content)).toEqual(['Help.', 'Why?', 'Again: why?']);
});

test('the budget is kept wherever the question itself leaves room', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 50, max: 2_000 }),
      fc.array(fc.nat(400), { maxLength: 5 }),
      fc.array(fc.nat(200), { maxLength: 6 }),
      (budget, files, earlier) => {
        const { messages } = prompt({
          budget,
          context: files.map((count, index) => ({ label: `f${index}.ts`, text: lines(count), centreLine: 3 })),
          turns: [
            ...earlier.map((count, index) => ({
              speaker: index % 2 ? ('model' as const) : ('person' as const),
              text: lines(count),
            })),
            { speaker: 'person', text: 'What is this?' },
          ],
        });
        const sent = messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
        expect(sent).toBeLessThanOrEqual(budget);
      },
    ),
  ));
