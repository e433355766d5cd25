import * as vscode from 'vscode';
import { baseName } from './diff-view.ts';
import { errorsOf } from './errors-of.ts';
import type { Proposal } from './proposal.ts';
import type { Proposals } from './proposals.ts';

export interface NewProblems extends vscode.Disposable {
  /** *Fix the New Problems*: those that the last accepted change brought. */
  fix(): Promise<void>;
}

/** Compilers answer late. */
const SETTLE_MS = 1_500;
const WATCH_MS = 15_000;

/** A model that has not mended what it broke by then will not. */
const MOST_ROUNDS = 3;

/** After a change was accepted: errors that were not there before are told, and one key asks for them to be fixed. */
export function watchNewProblems(
  proposals: Proposals,
  fixProblems: (uri: vscode.Uri, problems: readonly vscode.Diagnostic[]) => Promise<Proposal | undefined>,
): NewProblems {
  let found:
    | { readonly uri: vscode.Uri; readonly problems: readonly vscode.Diagnostic[]; readonly round: number }
    | undefined;
  let stop: (() => void) | undefined;
  /** Rounds of fixes that stand one on the other, by document. */
  const rounds = new Map<string, number>();
  const repairs = new Set<Proposal>();

  function offer(next: typeof found): void {
    found = next;
    void vscode.commands.executeCommand('setContext', 'sotto.newProblems', next !== undefined);
  }

  async function fix(): Promise<void> {
    const current = found;
    if (!current) return;
    offer(undefined);
    const proposal = await fixProblems(current.uri, current.problems);
    if (!proposal) return;
    repairs.add(proposal);
    rounds.set(current.uri.toString(), current.round);
  }

  async function tell(uri: vscode.Uri, problems: readonly vscode.Diagnostic[], round: number): Promise<void> {
    const name = baseName(uri);
    const first = (problems[0]?.message.split('\n', 1)[0] ?? '').slice(0, 120);
    const count = problems.length === 1 ? 'a new problem' : `${problems.length} new problems`;
    if (round > MOST_ROUNDS) {
      offer(undefined);
      void vscode.window.showWarningMessage(
        `Sotto: ${name} still has ${count} after ${MOST_ROUNDS} rounds of fixes; that is for a person now.`,
      );
      return;
    }
    offer({ uri, problems, round });
    const these = 'Fix These';
    if ((await vscode.window.showWarningMessage(`Sotto: ${name} has ${count}: ${first}`, these)) === these) await fix();
  }

  const applied = proposals.onDidApply((proposal) => {
    stop?.();
    offer(undefined);
    const { target } = proposal;
    const before = new Map<string, number>();
    for (const { message } of proposal.problemsBefore) before.set(message, (before.get(message) ?? 0) + 1);
    const round = repairs.delete(proposal) ? (rounds.get(target.toString()) ?? 0) + 1 : 1;
    let settling: NodeJS.Timeout | undefined;
    const look = (): void => {
      const left = new Map(before);
      const fresh = errorsOf(target).filter(({ message }) => {
        const known = left.get(message) ?? 0;
        left.set(message, known - 1);
        return known <= 0;
      });
      if (fresh.length === 0) return;
      stop?.();
      void tell(target, fresh, round);
    };
    const watching = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((uri) => uri.toString() === target.toString())) return;
      clearTimeout(settling);
      settling = setTimeout(look, SETTLE_MS);
    });
    const end = setTimeout(() => stop?.(), WATCH_MS);
    stop = () => {
      watching.dispose();
      clearTimeout(settling);
      clearTimeout(end);
      stop = undefined;
    };
  });

  return {
    fix,
    dispose() {
      stop?.();
      applied.dispose();
    },
  };
}
