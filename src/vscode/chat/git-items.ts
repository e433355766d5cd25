import type { ContextItem } from '../../core/chat/context-item.ts';
import { repositoryFor } from '../edit/repositories.ts';
import { mayNotSend } from './may-send.ts';

/** A review of more than that has to be cut into parts by the person. */
const MOST_FILES = 60;
const MOST_CHARS = 200_000;

/** What is not committed yet, of the files that may be sent; files that Git does not know are not among them. */
export function changesItem(): ContextItem {
  return {
    key: 'changes',
    kind: 'changes',
    label: 'changes',
    detail: 'What is changed and not committed',
    name: 'changes that are not committed',
    async read() {
      const repository = await repositoryFor(undefined);
      if (repository === undefined) return { kind: 'refused', reason: NO_GIT };
      const diffs: string[] = [];
      let room = MOST_CHARS;
      for (const { uri } of (await repository.diffWithHEAD()).slice(0, MOST_FILES)) {
        if ((await mayNotSend(uri)) !== undefined) continue;
        const diff = await repository.diffWithHEAD(uri.fsPath);
        room -= diff.length;
        if (room < 0) break;
        diffs.push(diff);
      }
      if (diffs.length === 0) return { kind: 'refused', reason: 'There is nothing that is not committed.' };
      return { kind: 'text', text: diffs.join('\n') };
    },
  };
}

/** How commits are written here. */
export function commitsItem(): ContextItem {
  return {
    key: 'commits',
    kind: 'changes',
    label: 'last commits',
    detail: 'The messages of the last commits',
    name: 'messages of the last commits',
    async read() {
      const repository = await repositoryFor(undefined);
      if (repository === undefined) return { kind: 'refused', reason: NO_GIT };
      // A repository without a commit has none.
      const commits = await repository.log({ maxEntries: 8 }).catch(() => []);
      return { kind: 'text', text: commits.map(({ message }) => `- ${message.split('\n')[0]}`).join('\n') };
    },
  };
}

const NO_GIT = 'There is no Git repository here, or VS Code’s Git extension is off.';
