import { shippedThreshold } from '../../src/core/engine/threshold.ts';
import { shareText, table } from '../lib/table.ts';
import type { Figures, ThresholdFigures } from './figures.ts';
import type { Policy } from './measure.ts';
import type { PlaceKind } from './places.ts';

export interface Row {
  readonly engine: string;
  /** The folder or repository, `all` for all together. */
  readonly source: string;
  readonly figures: Figures;
  /** The same by where on the line the cursor stands. */
  readonly byKind: readonly { readonly kind: PlaceKind; readonly figures: Figures }[];
}

/** The file whose threshold applies where no other is given. */
export const THRESHOLD_FILE = 'src/core/engine/threshold.ts';

/** All that the bench has to say, as Markdown: for the terminal and for the page. */
export function report(rows: readonly Row[], policy: Policy): string {
  const pooled = rows.filter(({ source }) => source === 'all');
  const parts = [comparison(pooled, policy), curve(pooled)];
  const own = pooled[0];
  if (own) parts.push(thresholds(own, policy), byKind(own, policy));
  if (own?.figures.replay) parts.push(replays(pooled, policy));
  const bySource = rows.filter((row) => row.source !== 'all' && row.engine === own?.engine);
  if (bySource.length > 1) parts.push(perSource(bySource, policy));
  return parts.join('\n\n');
}

function comparison(rows: readonly Row[], policy: Policy): string {
  const t = policy.threshold;
  const head = ['', 'exact', 'good', 'exact at 10 / 20 %', 'coverage at precision .7 / .8 / .9'];
  const rest = [`shown at ${t}`, 'precision', 'saved', 'wrong', 'calibration', 'next token', 'next name'];
  const body = rows.map(({ engine, figures }) => {
    const at = atThreshold(figures, t);
    const exactAt = [0.1, 0.2].map((c) => shareText(figures.atCoverage.find(({ coverage }) => coverage === c)!.exact));
    const coverage = [0.7, 0.8, 0.9].map((p) =>
      shareText(figures.coverageAt.find(({ precision }) => precision === p)!.good),
    );
    return [
      engine,
      shareText(figures.exact),
      shareText(figures.good),
      exactAt.join(' / '),
      coverage.join(' / '),
      shareText(at.shown),
      shareText(at.precision),
      at.savedPer100.toFixed(0),
      at.wrongPer100.toFixed(1),
      shareText(figures.calibrationError),
      nextToken(figures.nextToken),
      nextToken(figures.nextName),
    ];
  });
  return `${table([...head, ...rest], body)}

\`exact\`: the best guess for the rest of the line is the rest of the line. \`good\`: the text is how it goes on, in whole words. \`saved\`
characters and \`wrong\` suggestions shown are per 100 cursors, \`calibration\` is the mean distance of confidence and truth in ten
bins, pooled; next token: first guess right / mean of 1 ÷ rank. A suggestion of fewer than ${policy.minChars} characters that
does not end the line counts as not shown, in every figure. The threshold applied is ${t}; the shipped one, ${shippedThreshold}, is in \`${THRESHOLD_FILE}\`.`;
}

/** The whole precision / coverage curve, all engines side by side. */
function curve(rows: readonly Row[]): string {
  const points = rows[0]?.figures.atCoverage ?? [];
  const body = points.map(({ coverage }, index) => [
    `${(coverage * 100).toFixed(0)} %`,
    ...rows.map(({ figures }) => precisionText(figures, index)),
  ]);
  return `Precision of what would be shown, if the surest share of all cursors got a suggestion:\n\n${table(
    ['cursors with a suggestion', ...rows.map(({ engine }) => engine)],
    body,
  )}`;
}

/** An engine that has something to say at 20 % of the cursors has no precision at 30 %. */
function precisionText(figures: Figures, index: number): string {
  const { coverage, good } = figures.atCoverage[index]!;
  return coverage <= figures.answered + 1e-9 ? shareText(good) : '–';
}

function thresholds({ engine, figures }: Row, policy: Policy): string {
  const body = figures.byThreshold.map((at) => [
    `${at.threshold}${at.threshold === policy.threshold ? ' (applied)' : ''}`,
    shareText(at.shown),
    shareText(at.precision),
    at.savedPer100.toFixed(0),
    at.charsPerGood.toFixed(1),
    at.wrongPer100.toFixed(1),
    at.netPer100.toFixed(0),
  ]);
  const head = ['threshold', 'shown', 'precision', 'saved', 'characters per right one', 'wrong', 'saved − 5 × wrong'];
  return `The ${engine} by threshold:\n\n${table(head, body)}`;
}

const PLACES: Readonly<Record<PlaceKind, string>> = {
  bol: 'at the start of a line',
  tok: 'between tokens',
  dot: 'after a dot',
  open: 'after a bracket or comma',
  mid: 'inside a word',
};

function byKind({ engine, byKind: kinds }: Row, policy: Policy): string {
  const body = kinds.map(({ kind, figures }) => {
    const at = atThreshold(figures, policy.threshold);
    const numbers = [figures.exact, figures.good, at.shown, at.precision].map(shareText);
    return [PLACES[kind], String(figures.n), ...numbers];
  });
  const head = ['cursor', 'cursors', 'exact', 'good', 'shown', 'precision'];
  return `The ${engine} by where the cursor stands:\n\n${table(head, body)}`;
}

function replays(rows: readonly Row[], policy: Policy): string {
  const body = rows.map(({ engine, figures }) => {
    const { lines, keysSaved, completedShare, acceptRate, wrongPerLine } = figures.replay!;
    return [
      engine,
      String(lines),
      shareText(keysSaved),
      shareText(completedShare),
      shareText(acceptRate),
      wrongPerLine.toFixed(2),
    ];
  });
  const head = ['', 'lines', 'keys saved', 'characters completed', 'accepted of shown', 'wrong per line'];
  return `Whole lines typed key by key at threshold ${policy.threshold}, by somebody who takes every right suggestion:\n\n${table(head, body)}`;
}

function perSource(rows: readonly Row[], policy: Policy): string {
  const body = rows.map(({ source, figures }) => {
    const at = atThreshold(figures, policy.threshold);
    return [
      source,
      String(figures.n),
      shareText(figures.exact),
      shareText(figures.good),
      shareText(at.shown),
      shareText(at.precision),
    ];
  });
  return `The ${rows[0]!.engine} one by one:\n\n${table(['', 'cursors', 'exact', 'good', 'shown', 'precision'], body)}`;
}

function atThreshold(figures: Figures, threshold: number): ThresholdFigures {
  return figures.byThreshold.find((each) => each.threshold === threshold)!;
}

function nextToken({ top1, reciprocalRank }: Figures['nextToken']): string {
  return `${shareText(top1)} / ${shareText(reciprocalRank)}`;
}
