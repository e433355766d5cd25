import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { chatPage } from '../../core/chat/page.ts';
import type { ToView } from '../../core/chat/protocol.ts';

export const CHAT_VIEW = 'sotto.chat';

/** The chat's place in the side bar. The page comes and goes with the view; what it shows is kept by the host. */
export interface ChatView extends vscode.Disposable {
  /** Dropped while there is no page: a new one asks for everything. */
  post(message: ToView): void;
  /** Puts the cursor into the box, once the page is there. */
  focus(): Promise<void>;
}

/** `receive` gets what the page posts, unchecked. */
export function registerChatView(dist: vscode.Uri, receive: (message: unknown) => void): ChatView {
  const folder = vscode.Uri.joinPath(dist, 'webview');
  let view: vscode.WebviewView | undefined;
  let isReady = false;
  let isFocusWanted = false;

  const provider: vscode.WebviewViewProvider = {
    resolveWebviewView(resolved) {
      view = resolved;
      isReady = false;
      const { webview } = resolved;
      webview.options = { enableScripts: true, localResourceRoots: [folder] };
      webview.onDidReceiveMessage((message: unknown) => {
        isReady = true;
        receive(message);
        if (isFocusWanted) void webview.postMessage({ kind: 'focus' } satisfies ToView);
        isFocusWanted = false;
      });
      resolved.onDidDispose(() => {
        if (view === resolved) view = undefined;
      });
      webview.html = chatPage({
        nonce: randomBytes(16).toString('base64'),
        cspSource: webview.cspSource,
        scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(folder, 'chat.js')).toString(),
        styleUri: webview.asWebviewUri(vscode.Uri.joinPath(folder, 'chat.css')).toString(),
        language: vscode.env.language,
      });
    },
  };
  const registration = vscode.window.registerWebviewViewProvider(CHAT_VIEW, provider);

  function post(message: ToView): void {
    void view?.webview.postMessage(message);
  }

  return {
    post,
    async focus() {
      isFocusWanted = view === undefined || !isReady;
      await vscode.commands.executeCommand(`${CHAT_VIEW}.focus`);
      post({ kind: 'focus' });
    },
    dispose: () => registration.dispose(),
  };
}
