import * as vscode from 'vscode';
import type { CompletionServer } from '../node/model-servers.ts';
import type { Sotto } from '../node/create-pipeline.ts';
import { requestAtCursor } from './ask-ahead.ts';
import type { Documents } from './documents.ts';

export interface PrepareOptions {
  readonly sotto: Sotto;
  readonly documents: Documents;
  server(): CompletionServer | undefined;
  now(): number;
}

/** A pause this long is no typing. The second time, what the file refers to has been looked up for the new place. */
const QUIET_MS = [250, 1_500] as const;

/**
 * While the person pauses, has a server of this machine evaluate what the next completion would cost it: after a jump, or once
 * much was typed. Does nothing for a server that does not keep what it evaluated (`ModelSource.prepare`).
 */
export function prepareOnIdle({ sotto, documents, server, now }: PrepareOptions): vscode.Disposable {
  let timers: NodeJS.Timeout[] = [];

  function touch(): void {
    for (const timer of timers) clearTimeout(timer);
    timers = QUIET_MS.map((ms) => setTimeout(prepare, ms));
  }

  function prepare(): void {
    const ready = server();
    const request = ready && requestAtCursor(documents, now);
    if (ready === undefined || request === undefined) return;
    if (sotto.pipeline.refuseTrigger(request) !== undefined) return;
    void ready.prepare(request, sotto.context.snippets(request.uri), new AbortController().signal);
  }

  const subscriptions = [
    vscode.window.onDidChangeTextEditorSelection(touch),
    vscode.window.onDidChangeActiveTextEditor(touch),
  ];
  return {
    dispose() {
      for (const timer of timers) clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
