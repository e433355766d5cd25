import type * as vscode from 'vscode';

/**
 * The only place that knows `CancellationToken`. The signal aborts with reason `superseded` when the token is cancelled and
 * with `deadline` when the time is up; disposing it frees the timer and the listener.
 */
export function toAbortSignal(
  token: vscode.CancellationToken,
  deadlineMs: number,
): { readonly signal: AbortSignal } & Disposable {
  const controller = new AbortController();
  const subscription = token.onCancellationRequested(() => controller.abort('superseded'));
  if (token.isCancellationRequested) controller.abort('superseded');
  const timer = setTimeout(() => controller.abort('deadline'), deadlineMs);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      subscription.dispose();
      clearTimeout(timer);
    },
  };
}
