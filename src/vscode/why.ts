import * as vscode from 'vscode';
import { explainInLines } from '../core/completion/explain.ts';
import type { RequestHistory, RequestRecord } from '../core/completion/request-history.ts';

export interface WhyOptions {
  readonly requests: RequestHistory;
  isHiding(): boolean;
  /** What accepting the suggestion of that number imports, a line each. */
  importsOf(id: number): readonly string[];
  now(): number;
  showLog(): void;
}

interface WhyItem extends vscode.QuickPickItem {
  run?(): unknown;
}

/** So many of the earlier decisions are listed. */
const EARLIER = 20;

/**
 * *Why This, or Why Nothing?*: the last decision in sentences, what can be done about it, and the decisions before it.
 * A list, so that keys and screen readers go through it line by line.
 */
export async function showWhy(options: WhyOptions): Promise<void> {
  const records = options.requests.list();
  const last = records.at(-1);
  if (last === undefined) {
    void vscode.window.showInformationMessage('Sotto: nothing has been asked for yet. Type in a source file.');
    return;
  }
  const decision = await vscode.window.showQuickPick(itemsFor(last, records.slice(0, -1), options), {
    title: 'Sotto: why this, or why nothing?',
    placeHolder: `The last decision, ${ago(options.now() - last.time)}`,
    matchOnDetail: true,
  });
  await decision?.run?.();
}

function itemsFor(shown: RequestRecord, earlier: readonly RequestRecord[], options: WhyOptions): WhyItem[] {
  const separator = (label: string): WhyItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    ...explainInLines(shown.result).map((label): WhyItem => ({ label })),
    ...importLines(shown, options),
    separator('What you can do'),
    ...(options.isHiding()
      ? [{ label: 'Show it all the same', run: () => vscode.commands.executeCommand('sotto.showHidden') }]
      : []),
    { label: 'How eager Sotto is …', run: () => vscode.commands.executeCommand('sotto.menu') },
    { label: 'The log of all requests', run: () => options.showLog() },
    ...(earlier.length === 0 ? [] : [separator('Earlier decisions')]),
    ...earlier
      .slice(-EARLIER)
      .toReversed()
      .map((record): WhyItem => {
        const [label = '', ...more] = explainInLines(record.result);
        return { label, description: ago(options.now() - record.time), detail: more.join(' ') };
      }),
  ];
}

function importLines({ result }: RequestRecord, { importsOf }: WhyOptions): WhyItem[] {
  if (result.kind === 'nothing') return [];
  return importsOf(result.suggestion.id).map((line) => ({ label: `Accepting it adds ${line}` }));
}

function ago(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return seconds < 60 ? `${seconds} s ago` : `${Math.round(seconds / 60)} min ago`;
}
