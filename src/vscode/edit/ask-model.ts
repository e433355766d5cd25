import * as vscode from 'vscode';
import type { ChatMessage } from '../../core/models/chat.ts';
import type { ChatAccess, ChatServers } from '../chat-servers.ts';
import { offerServer } from '../offer-server.ts';
import type { SettingsReader } from '../settings.ts';

export interface AskModelOptions {
  readonly servers: ChatServers;
  readonly settings: SettingsReader;
}

export type Answer =
  | { readonly kind: 'answered'; readonly text: string }
  /** The model ran into a limit of its length. */
  | { readonly kind: 'too-long'; readonly text: string }
  | { readonly kind: 'cancelled'; readonly text: string }
  /** `sentence`: what went wrong, with the text that came before it. */
  | { readonly kind: 'failed'; readonly text: string; readonly sentence: string; readonly remedy: string }
  /** No server may be asked; the person was told. */
  | { readonly kind: 'not-asked' };

export interface Question {
  /** Shown while it is being answered. */
  readonly title: string;
  readonly messages: readonly ChatMessage[];
  /** Ends it from elsewhere: the diff was closed. */
  readonly signal?: AbortSignal;
  /** All that has come so far. */
  onText?(text: string): void;
}

/** Often enough to be seen as a stream, seldom enough to cost nothing. */
const DRAW_EVERY_MS = 80;

/** The server for edits; `undefined` where none may be asked, which the person is told then, with what helps. */
export async function ensureServer({
  servers,
  settings,
}: AskModelOptions): Promise<Extract<ChatAccess, { kind: 'ready' }> | undefined> {
  const access = servers.access('edit');
  if (access.kind === 'ready') return access;
  if (!(await offerServer(access, 'edit', settings))) return undefined;
  const now = servers.access('edit');
  return now.kind === 'ready' ? now : undefined;
}

/** Asks the server for edits; the notification shows how far it is, and cancels it. */
export async function askModel(question: Question, options: AskModelOptions): Promise<Answer> {
  const access = await ensureServer(options);
  if (!access) return { kind: 'not-asked' };
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Sotto: ${question.title}`, cancellable: true },
    async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort('superseded'));
      const signal = question.signal ? AbortSignal.any([controller.signal, question.signal]) : controller.signal;
      let text = '';
      let drawn = 0;
      let finish: string | undefined;
      progress.report({ message: `waiting for ${new URL(access.setting.url).host}` });
      try {
        for await (const piece of (await access.server).ask({ messages: question.messages }, signal)) {
          text += piece.text;
          finish = piece.finish ?? finish;
          if (performance.now() - drawn < DRAW_EVERY_MS) continue;
          progress.report({ message: `${text.split('\n').length} lines so far` });
          question.onText?.(text);
          drawn = performance.now();
        }
        return { kind: finish === 'length' ? 'too-long' : 'answered', text };
      } catch (error) {
        if (signal.aborted) return { kind: 'cancelled', text };
        // The class comes with the client, which is loaded late: it is told by what it holds.
        const { message, remedy } = error as { readonly message: string; readonly remedy?: string };
        if (remedy === undefined) throw error;
        return { kind: 'failed', text, sentence: message, remedy };
      }
    },
  );
}
