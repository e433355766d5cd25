// What is typed while ghost text is recorded, and what the model knows of it.
import type { Page } from 'playwright-core';

const NAMES = 'order invoice payment customer address parcel shelf basket voucher refund ledger receipt'.split(' ');

const name = (n: number): string => NAMES[n % NAMES.length]!;
const typeName = (n: number): string => name(n).charAt(0).toUpperCase() + name(n).slice(1);

/** Lines that differ soon, so that a place is found by its line. */
export const MEASURED_LINES: readonly string[] = Array.from(
  { length: 48 },
  (_, n) => `const ${name(n)}${n} = ${name(n * 5 + 3)}.find(${name(n * 7 + 1)}, [${n}]);`,
);

interface Written {
  readonly head: string;
  readonly body: readonly [string, string, string, string];
}

function functionAt(n: number): Written {
  const [a, b, c] = [name(n * 2), name(n * 3 + 7), name(n * 5 + 2)];
  return {
    head: `export function ${a}Of${n}(${b}: ${typeName(n * 3 + 7)}) {`,
    body: [
      `const ${a}${n} = ${b}.load("${c}", ${n});`,
      `if (${a}${n} === undefined) throw new Error("no ${c}");`,
      `${b}.rows.push(${a}${n}.${c}s);`,
      `return ${a}${n}.total(${b}.size);`,
    ],
  };
}

/** As the person will write it, but for one word of each function that the model has otherwise. */
export function modelLines(): readonly string[] {
  return Array.from({ length: 12 }, (_, n) => functionAt(n)).flatMap(({ head, body }) => [
    head,
    ...body.map((line) => `  ${line.replace('undefined', 'null')}`),
    '}',
    '',
  ]);
}

const KEY_MS = 100;
const REST_MS = 1_500;

/** Typing through, Enter, backspace and back, a word that the model has otherwise, Escape, and accepting. */
export async function typeTrace(page: Page, functions: readonly number[]): Promise<void> {
  const { keyboard } = page;
  const type = async (text: string): Promise<void> => {
    for (const character of text) {
      await keyboard.type(character);
      await page.waitForTimeout(KEY_MS);
    }
  };
  const press = async (key: string, times = 1): Promise<void> => {
    for (let time = 0; time < times; time++) {
      await keyboard.press(key);
      await page.waitForTimeout(KEY_MS);
    }
  };
  const rest = (): Promise<void> => page.waitForTimeout(REST_MS);

  // A line that the project has in many of its files: the engine may be sure of it before the model has answered.
  const common = "import type { Address } from 'abitype'";
  await type(common.slice(0, 16));
  await rest();
  await type(common.slice(16));
  await press('Escape');
  await press('Enter');
  for (const n of functions) {
    const { head, body } = functionAt(n);
    await type(head.slice(0, 18));
    await rest();
    await type(head.slice(18));
    await rest();
    await press('Enter');
    await rest();
    // Into what stands there, back, and on.
    await type(body[0].slice(0, 20));
    await press('Backspace', 4);
    await rest();
    await type(body[0].slice(16));
    await press('Enter');
    await rest();
    // To where the model has another word, and on.
    const wrong = body[1].indexOf('undefined');
    await type(body[1].slice(0, wrong + 2));
    await rest();
    await type(body[1].slice(wrong + 2));
    await press('Enter');
    // Something that nobody would suggest, taken back.
    await type(body[2].slice(0, 6));
    await rest();
    await type('zq');
    await press('Backspace', 2);
    await rest();
    await press('Escape');
    await type(body[2].slice(6));
    await press('Enter');
    await type(body[3].slice(0, 8));
    await rest();
    await press('Tab');
    await press('Control+End');
    await press('Enter', 2);
  }
}
