import * as vscode from 'vscode';
import type { LineHunk } from '../../core/text/diff.ts';
import { cursorIn, goToHunk } from './diff-view.ts';
import { hunkAt, hunksToDecide, type Proposal } from './proposal.ts';
import type { Proposals } from './proposals.ts';
import type { VirtualDocuments } from './virtual-documents.ts';

/** Buttons and keys of the diff that shows a proposal; the keys apply where its documents have the focus. */
export function registerHunkCommands(proposals: Proposals, documents: VirtualDocuments): vscode.Disposable {
  type Act = (proposal: Proposal, given: unknown) => unknown;

  async function afterwards(proposal: Proposal, decided: LineHunk): Promise<void> {
    if (proposal.state === 'done') return;
    const sides = proposals.sides(proposal);
    await documents.shown(sides.proposal);
    const hunks = hunksToDecide(proposal);
    goToHunk(sides, hunks, hunkAt(hunks, decided.newStart, 'proposal'));
  }

  function current(proposal: Proposal): LineHunk | undefined {
    const { side, line } = cursorIn(proposals.sides(proposal));
    return hunkAt(hunksToDecide(proposal), line, side);
  }

  function step(proposal: Proposal, by: 1 | -1): void {
    const hunks = hunksToDecide(proposal);
    const { line } = cursorIn(proposals.sides(proposal));
    const next =
      by === 1
        ? (hunks.find(({ newStart }) => newStart > line) ?? hunks[0])
        : (hunks.findLast(({ newStart }) => newStart < line) ?? hunks.at(-1));
    goToHunk(proposals.sides(proposal), hunks, next);
  }

  const commands: Readonly<Record<string, Act>> = {
    'sotto.acceptHunk': async (proposal) => {
      const hunk = current(proposal);
      if (!hunk) return;
      await proposals.accept(proposal, hunk);
      await afterwards(proposal, hunk);
    },
    'sotto.rejectHunk': async (proposal) => {
      const hunk = current(proposal);
      if (!hunk) return;
      await proposals.reject(proposal, hunk);
      await afterwards(proposal, hunk);
    },
    'sotto.acceptAll': (proposal) => proposals.accept(proposal),
    'sotto.rejectAll': (proposal) => proposals.reject(proposal),
    'sotto.nextHunk': (proposal) => step(proposal, 1),
    'sotto.previousHunk': (proposal) => step(proposal, -1),
    'sotto.regenerate': (proposal) => proposal.again?.regenerate() ?? sayNoModel(),
    'sotto.refine': async (proposal, given) => {
      if (!proposal.again) return sayNoModel();
      const wish =
        typeof given === 'string'
          ? given
          : await vscode.window.showInputBox({
              title: 'Sotto: what should be different?',
              placeHolder: 'Said to the model together with its proposal',
              ignoreFocusOut: true,
            });
      if (wish !== undefined && wish.trim() !== '') await proposal.again.refine(wish.trim());
    },
  };
  const registered = Object.entries(commands).map(([id, act]) =>
    vscode.commands.registerCommand(id, (uri?: unknown, given?: unknown) => {
      const proposal = proposals.find(uri instanceof vscode.Uri ? uri : undefined);
      if (proposal) return act(proposal, given);
      void vscode.window.showInformationMessage('Sotto: there is no proposal in front. Sotto: Edit… makes one.');
      return undefined;
    }),
  );
  return vscode.Disposable.from(...registered);
}

function sayNoModel(): void {
  void vscode.window.showInformationMessage('Sotto: no model made this proposal, so there is nothing to ask again.');
}
