import fs from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '../core/base/log.ts';
import { type Conversation, titleOf } from '../core/chat/conversation.ts';
import type { ConversationSummary } from '../core/chat/protocol.ts';
import { readConversation, writeConversation } from '../core/chat/read-conversation.ts';
import { removeUnfinished, writeAtomically } from './write-atomically.ts';

/** Conversations on disk, a file each: a damaged one costs none of the others, and two windows mix nothing. */
export interface ChatStore {
  /** Newest first. */
  list(): Promise<readonly ConversationSummary[]>;
  /** `undefined` where there is none, or none that can be read: that one is set aside. */
  load(id: string): Promise<Conversation | undefined>;
  /** The last one who saves a conversation wins. An empty one is not kept. Never rejects: the chat goes on without. */
  save(conversation: Conversation): Promise<void>;
}

/** More than anyone looks through; the oldest give way. */
const MOST_CONVERSATIONS = 100;

export function createChatStore(folder: string, log: Log): ChatStore {
  // One write at a time: the next one may be of the same conversation.
  let writing: Promise<void> = Promise.resolve();

  async function read(id: string): Promise<Conversation | undefined> {
    const file = fileOf(folder, id);
    const text = file && (await fs.readFile(file, 'utf8').catch(() => undefined));
    if (file === undefined || text === undefined) return undefined;
    const conversation = readConversation(text);
    if (conversation?.id === id) return conversation;
    // Kept, for whoever wants to look at it; no longer in the way.
    await fs.rename(file, `${file}.damaged`).catch(() => undefined);
    log.warn('chat.damaged', { file: path.basename(file) });
    return undefined;
  }

  async function ids(): Promise<readonly string[]> {
    const names = await fs.readdir(folder).catch(() => []);
    return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  }

  async function write(conversation: Conversation): Promise<void> {
    const file = fileOf(folder, conversation.id);
    if (file === undefined) throw new Error('the id is no file name');
    if (conversation.turns.length === 0 && conversation.draft === '') {
      await fs.rm(file, { force: true });
      return;
    }
    await writeAtomically(file, new TextEncoder().encode(writeConversation(conversation)));
    await removeOldest();
  }

  async function removeOldest(): Promise<void> {
    const files = (await ids()).map((id) => path.join(folder, `${id}.json`));
    if (files.length <= MOST_CONVERSATIONS) return;
    const times = await Promise.all(files.map(async (file) => ({ file, time: (await fs.stat(file)).mtimeMs })));
    const oldest = times.toSorted((a, b) => a.time - b.time).slice(0, files.length - MOST_CONVERSATIONS);
    for (const { file } of oldest) {
      await fs.rm(file, { force: true });
      await removeUnfinished(file);
    }
  }

  return {
    async list() {
      await writing;
      const conversations = await Promise.all((await ids()).map((id) => read(id)));
      return conversations
        .filter((conversation) => conversation !== undefined)
        .toSorted((a, b) => b.changed - a.changed)
        .map((conversation) => ({
          id: conversation.id,
          title: titleOf(conversation),
          changed: conversation.changed,
        }));
    },
    async load(id) {
      await writing;
      return read(id);
    },
    save(conversation) {
      writing = writing
        .then(() => write(conversation))
        .catch((error: unknown) => log.warn('chat.not-saved', { message: String(error) }));
      return writing;
    },
  };
}

/** Ids are made here, but come back by way of the view. */
function fileOf(folder: string, id: string): string | undefined {
  return /^[a-z0-9-]{1,64}$/.test(id) ? path.join(folder, `${id}.json`) : undefined;
}
