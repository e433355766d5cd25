import * as vscode from 'vscode';
import type { EditTarget } from './edit-target.ts';

/** Something that goes along with the instruction; the person can take it out, or has to let it first. */
export interface ContextItem {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  /** What Enter does instead of taking it out: the row as it is then, if there still is one. */
  choose?(): Promise<ContextItem | undefined>;
}

export interface Instruction {
  readonly text: string;
  readonly target: EditTarget;
  /** The ids of what the person took out of the context. */
  readonly leftOut: ReadonlySet<string>;
}

export interface AskInstructionOptions {
  readonly targets: readonly EditTarget[];
  /** May come late: the box does not wait for it. */
  readonly context: Promise<readonly ContextItem[]>;
  /** Earlier instructions, the last one first. */
  readonly recent: readonly string[];
  forget(instruction: string): void;
}

type Item = vscode.QuickPickItem &
  (
    | { readonly does: 'send' }
    | { readonly does: 'next-target' }
    | { readonly does: 'take-out'; readonly id: string }
    | { readonly does: 'choose'; readonly item: ContextItem }
    | { readonly does: 'recall'; readonly text: string }
    | { readonly does: 'nothing' }
  );

const REMOVE: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('close'), tooltip: 'Take out' };
const FORGET: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('trash'), tooltip: 'Forget' };

/** One box: what should change, where, what goes along, and what was asked before. */
export function askInstruction(options: AskInstructionOptions): Promise<Instruction | undefined> {
  const { targets, forget } = options;
  const pick = vscode.window.createQuickPick<Item>();
  const leftOut = new Set<string>();
  let context: readonly ContextItem[] = [];
  let recent = options.recent;
  let target = targets[0]!;
  let isOpen = true;

  function draw(): void {
    const text = pick.value.trim();
    pick.items = [
      text === ''
        ? { does: 'nothing', label: '$(edit) Say what should change …', alwaysShow: true }
        : { does: 'send', label: `$(edit) ${text}`, description: 'Enter', alwaysShow: true },
      { does: 'nothing', label: 'Goes along', kind: vscode.QuickPickItemKind.Separator },
      {
        does: 'next-target',
        label: `$(target) ${target.label}`,
        description: targets.length > 1 ? 'is what changes; Enter takes another' : 'is what changes',
        alwaysShow: true,
      },
      ...context
        .filter(({ id }) => !leftOut.has(id))
        .map((item): Item => {
          const row = { label: `$(${item.icon}) ${item.label}`, description: item.description, alwaysShow: true };
          return item.choose === undefined
            ? { ...row, does: 'take-out', id: item.id, buttons: [REMOVE] }
            : { ...row, does: 'choose', item };
        }),
      ...(recent.length === 0
        ? []
        : [{ does: 'nothing', label: 'Asked before', kind: vscode.QuickPickItemKind.Separator } as const]),
      ...recent.map((each): Item => {
        return { does: 'recall', text: each, label: `$(history) ${each}`, buttons: [FORGET] };
      }),
    ];
  }

  async function choose(item: ContextItem): Promise<void> {
    const now = await item.choose?.();
    if (!isOpen) return;
    context = context.flatMap((each) => (each.id !== item.id ? [each] : now === undefined ? [] : [now]));
    draw();
  }

  pick.title = 'Sotto: Edit';
  pick.placeholder = 'What should change? The document changes only once you accept.';
  pick.ignoreFocusOut = true;
  pick.onDidChangeValue(draw);
  pick.onDidTriggerItemButton(({ item }) => {
    if (item.does === 'take-out') leftOut.add(item.id);
    if (item.does === 'recall') {
      forget(item.text);
      recent = recent.filter((each) => each !== item.text);
    }
    draw();
  });
  draw();
  pick.show();
  pick.busy = true;
  void options.context.then((found) => {
    if (!isOpen) return;
    context = found;
    pick.busy = false;
    draw();
  });
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const [item] = pick.activeItems;
      const text = item?.does === 'recall' ? item.text : pick.value.trim();
      switch (item?.does) {
        case 'next-target':
          target = targets[(targets.indexOf(target) + 1) % targets.length]!;
          draw();
          return;
        case 'take-out':
          leftOut.add(item.id);
          draw();
          return;
        case 'choose':
          void choose(item.item);
          return;
        case 'recall':
          // Into the box first: an old wish is often nearly the new one.
          pick.value = text;
          draw();
          return;
        case 'send':
        // Enter may come before the list has caught up with the last letters.
        case 'nothing':
        case undefined:
          if (text === '') return;
          resolve({ text, target, leftOut });
          pick.hide();
      }
    });
    pick.onDidHide(() => {
      isOpen = false;
      resolve(undefined);
      pick.dispose();
    });
  });
}
