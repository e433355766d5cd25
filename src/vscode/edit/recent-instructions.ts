import type * as vscode from 'vscode';

/** What was asked in this workspace, the last one first. Kept in VS Code's storage for it. */
export interface RecentInstructions {
  list(): readonly string[];
  add(instruction: string): void;
  forget(instruction: string): void;
}

const KEY = 'sotto.recentInstructions';
const MOST = 20;

export function createRecentInstructions(storage: vscode.Memento): RecentInstructions {
  const list = (): readonly string[] => {
    const stored: unknown = storage.get(KEY);
    return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [];
  };
  const store = (all: readonly string[]): void => void storage.update(KEY, all.slice(0, MOST));
  return {
    list,
    add: (instruction) => store([instruction, ...list().filter((each) => each !== instruction)]),
    forget: (instruction) => store(list().filter((each) => each !== instruction)),
  };
}
