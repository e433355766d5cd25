import { randomBytes, randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Log } from '../../core/base/log.ts';
import { type Chat, createChat } from '../../core/chat/create-chat.ts';
import type { ContextItem } from '../../core/chat/context-item.ts';
import type { ToView } from '../../core/chat/protocol.ts';
import { createChatStore } from '../../node/chat-store.ts';
import type { Child } from '../../node/child.ts';
import type { IndexerMethods } from '../../node/protocol.ts';
import { systemClock } from '../../node/system-clock.ts';
import type { ChatServers } from '../chat-servers.ts';
import type { Edits } from '../edit/create-edits.ts';
import type { ProjectRules } from '../project-rules.ts';
import type { SentRequests } from '../sent-requests.ts';
import type { SettingsReader } from '../settings.ts';
import { createIndex } from './ask-index.ts';
import { registerChatView } from './chat-view.ts';
import { createDesk } from './desk.ts';
import { followEditor } from './follow-editor.ts';
import { createOutlineAnswers } from './outline-answers.ts';
import { followRules } from './follow-rules.ts';
import { createServerModel } from './server-model.ts';

export interface RegisterChatOptions {
  readonly servers: ChatServers;
  readonly settings: SettingsReader;
  readonly sent: SentRequests;
  readonly indexer: Child<IndexerMethods>;
  readonly rules: ProjectRules;
  readonly proposeEdit: Edits['proposeEdit'];
  readonly log: Log;
  readonly dist: vscode.Uri;
  /** Folder for conversations, absolute. */
  readonly folder: string;
  readonly memory: vscode.Memento;
}

/** The conversation that this window goes on with after it was reloaded. */
const LAST_CONVERSATION = 'chat.conversation';

/** The chat as its page sees it. */
export interface RegisteredChat extends Pick<Chat, 'receive' | 'state'>, vscode.Disposable {
  readonly onDidPost: vscode.Event<ToView>;
}

/** The chat and its view, with what both stand on. */
export function registerChat(options: RegisterChatOptions): RegisteredChat {
  const { servers, log, memory } = options;
  const posted = new vscode.EventEmitter<ToView>();
  const index = createIndex(options.indexer);
  const view = registerChatView(options.dist, receive);
  const rules = followRules(options.rules, () => show(follower.items()));
  const follower = followEditor(follow);
  const storage = createChatStore(options.folder, log);
  const chat = createChat({
    model: createServerModel(servers, options.sent),
    index: createOutlineAnswers(index, () => follower.editor()?.document),
    desk: createDesk({ ...options, index, editor: () => follower.editor() }),
    storage,
    last: memory.get<string>(LAST_CONVERSATION),
    remember: (conversation) => void memory.update(LAST_CONVERSATION, conversation),
    post(message) {
      view.post(message);
      posted.fire(message);
    },
    time: () => Date.now(),
    newId: () => randomUUID(),
    newBoundary: () => randomBytes(8).toString('hex'),
    clock: systemClock,
    log,
  });

  function receive(message: unknown): void {
    rules.start();
    chat.receive(message);
  }

  function follow(items: readonly ContextItem[]): void {
    rules.about(follower.editor()?.document.uri);
    show(items);
  }

  function show(items: readonly ContextItem[]): void {
    chat.follow([...items, ...rules.items()]);
  }

  const commands: Readonly<Record<string, () => unknown>> = {
    'sotto.openChat': () => view.focus(),
    'sotto.newChat': async () => {
      chat.newChat();
      await view.focus();
    },
    'sotto.askAboutSelection': async () => {
      // The chat would get the focus before the selection has settled.
      follow(follower.items());
      await view.focus();
    },
    'sotto.restoreChat': async () => {
      const kept = (await storage.list()).map(({ id, title, changed }) => ({
        id,
        label: title === '' ? '(nothing asked yet)' : title,
        description: new Date(changed).toLocaleString(),
      }));
      const chosen = await vscode.window.showQuickPick(kept, { title: 'Sotto: which chat?' });
      if (chosen === undefined) return;
      chat.open(chosen.id);
      await view.focus();
    },
  };
  const all = vscode.Disposable.from(
    view,
    posted,
    follower,
    rules,
    chat,
    servers.onDidChange(() => chat.modelChanged()),
    ...Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run)),
  );
  return {
    receive,
    state: () => chat.state(),
    onDidPost: posted.event,
    dispose: () => all.dispose(),
  };
}
