// Logistic regression with a ridge penalty, fitted by Newton's method on standardised columns. A few thousand rows and
// a few dozen columns take milliseconds.

export interface LogisticFit {
  readonly bias: number;
  readonly weights: readonly number[];
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

/**
 * `rows` × columns, `labels` 0 or 1; `ridge` is the penalty on each squared weight, one for all or one a column (the bias
 * is free).
 */
export function fitLogistic(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  ridge: number | readonly number[],
): LogisticFit {
  const width = rows[0]?.length ?? 0;
  const penalties = [0, ...(typeof ridge === 'number' ? Array.from({ length: width }, () => ridge) : ridge)];
  const { means, deviations } = moments(rows, width);
  const standardised = rows.map((row) => [1, ...row.map((value, j) => (value - means[j]!) / deviations[j]!)]);
  let beta: number[] = Array.from({ length: width + 1 }, () => 0);
  for (let step = 0; step < 50; step++) {
    const { gradient, hessian } = derivatives(standardised, labels, beta, penalties);
    const change = solve(hessian, gradient);
    beta = beta.map((value, j) => value + change[j]!);
    if (Math.max(...change.map(Math.abs)) < 1e-8) break;
  }
  return { bias: beta[0]!, weights: beta.slice(1), means, deviations };
}

function moments(rows: readonly (readonly number[])[], width: number) {
  const means: number[] = [];
  const deviations: number[] = [];
  for (let j = 0; j < width; j++) {
    const mean = rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length;
    const variance = rows.reduce((sum, row) => sum + (row[j]! - mean) ** 2, 0) / rows.length;
    means.push(mean);
    deviations.push(Math.sqrt(variance) || 1);
  }
  return { means, deviations };
}

function derivatives(
  rows: readonly number[][],
  labels: readonly number[],
  beta: readonly number[],
  penalties: readonly number[],
) {
  const size = beta.length;
  const gradient = beta.map((value, j) => -penalties[j]! * value);
  const hessian = beta.map((_, j) => beta.map((__, k) => (j === k ? penalties[j]! + 1e-9 : 0)));
  rows.forEach((row, i) => {
    let logit = 0;
    for (let j = 0; j < size; j++) logit += beta[j]! * row[j]!;
    const probability = 1 / (1 + Math.exp(-logit));
    const curvature = probability * (1 - probability);
    for (let j = 0; j < size; j++) {
      gradient[j]! += (labels[i]! - probability) * row[j]!;
      for (let k = 0; k <= j; k++) hessian[j]![k]! += curvature * row[j]! * row[k]!;
    }
  });
  // It is symmetric.
  for (let j = 0; j < size; j++) for (let k = j + 1; k < size; k++) hessian[j]![k] = hessian[k]![j]!;
  return { gradient, hessian };
}

/** Gaussian elimination with partial pivoting; the matrix is positive definite thanks to the penalty. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const a = matrix.map((row, i) => [...row, right[i]!]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let i = column + 1; i < size; i++) {
      if (Math.abs(a[i]![column]!) > Math.abs(a[pivot]![column]!)) pivot = i;
    }
    [a[column], a[pivot]] = [a[pivot]!, a[column]!];
    for (let i = column + 1; i < size; i++) {
      const factor = a[i]![column]! / a[column]![column]!;
      for (let j = column; j <= size; j++) a[i]![j]! -= factor * a[column]![j]!;
    }
  }
  const result: number[] = Array.from({ length: size }, () => 0);
  for (let i = size - 1; i >= 0; i--) {
    let sum = a[i]![size]!;
    for (let j = i + 1; j < size; j++) sum -= a[i]![j]! * result[j]!;
    result[i] = sum / a[i]![i]!;
  }
  return result;
}
