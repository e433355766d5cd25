import { describe, expect, test } from 'vitest';
import { mendAnswer } from '../../../src/core/completion/mend-answer.ts';
import type { CompletionRequest } from '../../../src/core/completion/request.ts';
import type { ProcessedText } from '../../../src/core/completion/result.ts';
import { requestAt } from '../../support/cursor.ts';

const text = (insertText: string): ProcessedText => ({ kind: 'text', insertText, replaceSuffix: 0 });

/** Of a model that says `insertText`, where that word is the invented one; syntax is sound whatever is said. */
async function left(
  insertText: string,
  word: string | undefined,
  more: { origin?: 'engine' | 'model'; trigger?: CompletionRequest['triggerKind']; keeps?: number } = {},
): Promise<string> {
  const { origin = 'model', trigger: triggerKind = 'automatic', keeps } = more;
  const asked: boolean[] = [];
  const result = await mendAnswer(
    {
      mendSyntax: async (processed, isWhole) => {
        asked.push(isWhole);
        return text(processed.insertText.slice(0, keeps));
      },
      findInvented: async ({ insertText: all }) => (word === undefined ? undefined : all.indexOf(word)),
    },
    text(insertText),
    { origin, isWhole: true, isCut: false, isNamed: () => false },
    { ...requestAt('█\n'), triggerKind },
  );
  if (asked.length === 2) expect(asked, 'what was cut is no whole').toEqual([true, false]);
  return result.kind === 'text' ? result.insertText : result.reason;
}

describe('a text with an invented name', () => {
  test('is kept up to the line before it', async () =>
    expect(await left('a();\nb();\nmade(up);\nc();', 'made')).toBe('a();\nb();'));
  test('is nothing where its first line has the name', async () =>
    expect(await left('made(up);\nc();', 'made')).toBe('invented-name'));
  test('is nothing where it goes on with a name that began before it', async () =>
    expect(await left('de(up);\nc();', 'not in it')).toBe('invented-name'));
  test('stays as it is where the name has been cut off already', async () =>
    expect(await left('a();\nmade(up);', 'made', { keeps: 4 })).toBe('a();'));
  test('stays as it is where nobody invented anything', async () =>
    expect(await left('a();\nb();', undefined)).toBe('a();\nb();'));
  test('is shown to who asks for it', async () =>
    expect(await left('made(up);', 'made', { trigger: 'invoked' })).toBe('made(up);'));
  test("is the engine's to say: it has read its names", async () =>
    expect(await left('made(up);', 'made', { origin: 'engine' })).toBe('made(up);'));
});
