import * as vscode from 'vscode';
import type { OfferAgain } from '../core/completion/offer-again.ts';
import type { CompletionServer } from '../node/model-servers.ts';
import type { Servers } from './servers.ts';
import type { SettingsReader } from './settings.ts';

export interface LateAnswersOptions {
  readonly offerAgain: OfferAgain;
  readonly servers: Pick<Servers, 'ready' | 'onDidChange'>;
  readonly settings: SettingsReader;
}

/**
 * Has VS Code ask once more when a model's answer came to its end after the call that it was for: it was late, or only its
 * first lines were shown. Only where nothing has moved since; with a list of suggestions open VS Code draws what extends
 * the selected one, so the answer then waits for the next key.
 */
export function showLateAnswers({ offerAgain, servers, settings }: LateAnswersOptions): vscode.Disposable {
  let heard: CompletionServer | undefined;

  function listen(): void {
    const server = servers.ready();
    if (server === heard) return;
    heard = server;
    server?.answers.onGrown((uri) => void askAgain(uri));
  }

  async function askAgain(uri: string): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const place = offerAgain.due(uri);
    if (editor === undefined || place === undefined) return;
    const { document, selection } = editor;
    const isThere =
      selection.isEmpty &&
      document.uri.toString() === uri &&
      document.version === place.version &&
      document.offsetAt(selection.active) === place.offset;
    if (!isThere) {
      offerAgain.take(place);
      return;
    }
    if (settings.current()['completion.replaceSuggestList'] && place.stood === '') {
      await vscode.commands.executeCommand('hideSuggestWidget');
    }
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
  }

  const subscription = servers.onDidChange(listen);
  listen();
  return subscription;
}
