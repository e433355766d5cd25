import { expect, test } from 'vitest';
import { findImpact } from '../../src/core/repository/find-impact.ts';
import { findUsages } from '../../src/core/repository/find-usages.ts';
import { RepositoryOutline } from '../../src/core/repository/repository-outline.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import { outliner } from './outline/check-outline.ts';

async function repositoryOf(files: Readonly<Record<string, string>>): Promise<RepositoryOutline> {
  const repository = new RepositoryOutline();
  for (const [path, text] of Object.entries(files)) {
    repository.set((await outliner.outline(path, languageIdForPath(path)!, text))!);
  }
  return repository;
}

/** `path:line in definition`, with `?` where it is not certain. */
const usages = (repository: RepositoryOutline, name: string): readonly string[] =>
  findUsages(repository, name).usages.map(
    ({ path, reference, definition, isCertain }) =>
      `${path}:${reference.line + 1}${definition ? ` in ${definition.name}` : ''}${isCertain ? '' : '?'}`,
  );

const impacts = (repository: RepositoryOutline, name: string): readonly string[] =>
  findImpact(repository, name).impacts.map(
    ({ path, definition, reason, through, distance }) =>
      `${distance} ${path}${definition ? ` ${definition.name}` : ''} ${reason} ${through}`,
  );

const SHOP = {
  '/fee.ts': `
export function feeFor(days: number): number { return round(days); }
export class Fee { total(): number { return 1; } }
function round(x: number) { return x; }`,
  '/index.ts': `export * from './fee.ts';`,
  '/loan.ts': `
import { feeFor as price, Fee } from './index.ts';
export class Loan extends Fee {
  total() { return price(3); }
  late(fee: Fee) { return fee.total(); }
}`,
  '/far.ts': `
import { Loan } from './loan.ts';
export const report = (loan: Loan) => loan.late();
function feeFor() {}
feeFor();`,
  '/list.ts': `
import { feeFor } from './fee.ts';
export const fees = [1, 2].map(feeFor);`,
};

test('who calls a function is found through barrels and other names, not by the name alone', async () => {
  const repository = await repositoryOf(SHOP);
  expect(usages(repository, 'feeFor')).toEqual(['/far.ts:5', '/loan.ts:4 in total']);
  expect(usages(repository, 'round')).toEqual(['/fee.ts:2 in feeFor']);
});

test('who calls a member is certain where its type can be named', async () => {
  const repository = await repositoryOf({ ...SHOP, '/other.ts': 'export const x = thing.total();' });
  expect(usages(repository, 'Fee.total')).toEqual(['/loan.ts:5 in late', '/other.ts:1 in x?']);
});

test('a type is used where it is spoken of', async () => {
  const repository = await repositoryOf(SHOP);
  expect(usages(repository, 'Loan')).toEqual(['/far.ts:3 in report']);
});

test('what changes with a function: who calls it, who only imports it, and who uses those', async () => {
  const { '/far.ts': _, ...files } = SHOP;
  const repository = await repositoryOf({
    ...files,
    '/report.ts': `import { Loan } from './loan.ts';\nnew Loan().total();`,
  });
  expect(impacts(repository, 'feeFor')).toEqual([
    '1 /list.ts imports feeFor',
    '1 /loan.ts imports feeFor',
    '1 /loan.ts total calls feeFor',
    '2 /loan.ts late calls total',
    '2 /report.ts calls total',
  ]);
});

test('what changes with a type: what extends it and what speaks of it', async () => {
  const repository = await repositoryOf(SHOP);
  expect(impacts(repository, 'Fee').filter((each) => !each.includes('imports'))).toEqual([
    '1 /loan.ts Loan extends Fee',
    '1 /loan.ts late mentions Fee',
    '2 /far.ts report mentions Loan',
  ]);
});

test('an override changes with what it overrides', async () => {
  const repository = await repositoryOf(SHOP);
  expect(impacts(repository, 'Fee.total')).toContain('1 /loan.ts total overrides total');
});

test('in a package, names need no import', async () => {
  const repository = await repositoryOf({
    '/shop/Fee.java': 'package shop;\nclass Fee { static int of(int a) { return a; } }',
    '/test/FeeTest.java': 'package shop;\nclass FeeTest { int t() { return Fee.of(1); } }',
    '/other/A.java': 'package other;\nclass A { int t() { return of(1); } }',
  });
  expect(usages(repository, 'Fee.of')).toEqual(['/test/FeeTest.java:2 in t', '/other/A.java:2 in t?']);
});

test('functions that call each other in a circle are gone through once', async () => {
  const repository = await repositoryOf({ '/a.py': 'def a(): b()\ndef b(): c()\ndef c(): a()' });
  expect(impacts(repository, 'a')).toEqual(['1 /a.py c calls a', '2 /a.py b calls c']);
});

test('an unknown name changes nothing', async () => {
  const repository = await repositoryOf(SHOP);
  expect(findUsages(repository, 'nothing')).toEqual({ definitions: [], usages: [] });
  expect(findImpact(repository, 'nothing')).toEqual({ definitions: [], impacts: [], isCut: false });
});
