import { type ChatModel, NoAnswer } from '../../core/chat/chat-model.ts';
import type { ErrorAction } from '../../core/chat/protocol.ts';
import type { SentRequest } from '../../core/models/egress.ts';
import type { ChatModels, ChatServer } from '../../node/chat-server.ts';
import type { ChatAccess, ChatServers } from '../chat-servers.ts';
import type { SentRequests } from '../sent-requests.ts';

/** The server that is set for the role `chat`. No other role's server stands in for it. */
export function createServerModel(servers: ChatServers, sent: SentRequests): ChatModel {
  /** What the server at hand has said of itself. */
  let known: { readonly server: Promise<ChatServer>; readonly about: ChatModels | undefined } | undefined;
  let chosen: { readonly url: string; readonly model: string } | undefined;

  const access = (): ChatAccess => servers.access('chat');

  function about(): ChatModels | undefined {
    const now = access();
    return now.kind === 'ready' && known?.server === now.server ? known.about : undefined;
  }

  function modelName(): string | undefined {
    const now = access();
    if (now.kind !== 'ready') return undefined;
    return (chosen?.url === now.setting.url ? chosen.model : undefined) ?? now.setting.model ?? about()?.model;
  }

  const lastSent = (): SentRequest | undefined =>
    sent.list().findLast(({ role, method }) => role === 'chat' && method === 'POST');

  return {
    missing() {
      const now = access();
      if (now.kind === 'ready') return undefined;
      return { sentence: sentenceFor(now), action: now.kind === 'none' ? 'set-up-server' : undefined };
    },
    destination() {
      const now = access();
      switch (now.kind) {
        case 'none':
          return 'nowhere';
        case 'untrusted':
          return `nowhere until you trust this workspace, then to ${now.setting.url}`;
        case 'ready':
          return now.setting.url;
      }
    },
    models() {
      const name = modelName();
      const names = new Set([...(name === undefined ? [] : [name]), ...(about()?.models ?? [])]);
      return [...names].map((model) => ({ id: model, label: model }));
    },
    chosen: modelName,
    choose(model) {
      const now = access();
      if (now.kind === 'ready' && about()?.models.includes(model) === true) chosen = { url: now.setting.url, model };
    },
    contextLength: () => about()?.contextLength,
    async look() {
      const now = access();
      if (now.kind !== 'ready' || known?.server === now.server) return false;
      const asked = { server: now.server, about: undefined };
      known = asked;
      try {
        const said = await (await now.server).about(AbortSignal.timeout(LONGEST_LOOK_MS));
        if (known === asked) known = { server: now.server, about: said };
        return true;
      } catch {
        // The question itself will say what is wrong; until then it may be asked again.
        if (known === asked) known = undefined;
        return false;
      }
    },
    async *ask(messages, onSent, signal) {
      const now = access();
      if (now.kind !== 'ready') throw new NoAnswer(sentenceFor(now), undefined);
      const before = lastSent();
      let told = false;
      const tell = (): void => {
        const last = lastSent();
        if (told || last === before || last?.body === undefined) return;
        told = true;
        onSent(last.body);
      };
      try {
        for await (const piece of (await now.server).ask({ messages, model: modelName() }, signal)) {
          tell();
          yield piece;
        }
      } catch (error) {
        tell();
        throw asNoAnswer(error);
      }
    },
    async preview(messages) {
      const now = access();
      if (now.kind !== 'ready') return sentenceFor(now);
      return (await now.server).preview({ messages, model: modelName() });
    },
  };
}

const LONGEST_LOOK_MS = 10_000;

function sentenceFor(access: Exclude<ChatAccess, { kind: 'ready' }>): string {
  if (access.kind === 'untrusted') return `Nothing is sent to ${access.setting.url} until you trust this workspace.`;
  return access.completion === undefined
    ? 'This needs a model, and the setting sotto.servers names none for the chat.'
    : `This needs a model. ${access.completion.url} is set for completions only, and gets nothing of the chat before you say so.`;
}

/** The class comes with the client, which is loaded late: it is told by what it holds. */
function asNoAnswer(error: unknown): unknown {
  const { message, remedy, incomplete } = error as Error & { remedy?: ErrorAction; incomplete?: boolean };
  if (remedy === undefined) return error;
  return new NoAnswer(incomplete === true ? `${message} The answer is not complete.` : message, remedy);
}
