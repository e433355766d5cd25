import * as vscode from 'vscode';
import type { Log } from '../../core/base/log.ts';
import { acceptAll, acceptHunk, rejectHunk, type Review } from '../../core/edit/review.ts';
import type { LineHunk } from '../../core/text/diff.ts';
import { applyEdit } from '../../core/text/minimal-edit.ts';
import type { TextEdit } from '../../core/text/text-edit.ts';
import { changeDocument, createDocument } from './change-document.ts';
import { closeLeftTabs, closeTabsOf, goToHunk, openDiff, type Sides, showTarget } from './diff-view.ts';
import { displayName } from './judge-target.ts';
import { mayWrite, realTarget, say } from './may-write.ts';
import { type Again, followDocument, hunksToDecide, type Proposal } from './proposal.ts';
import { errorsOf } from './errors-of.ts';
import { createRemembered } from './remembered-reviews.ts';
import { parseVirtualUri, type VirtualDocuments } from './virtual-documents.ts';

export interface BeginProposal {
  readonly target: vscode.Uri;
  readonly title: string;
  /** The document's text; empty for a file that is not there yet. */
  readonly text: string;
  readonly languageId: string;
  readonly isNew?: boolean;
  readonly again?: Again;
  /** Where to look at first. */
  readonly range?: vscode.Range;
}

export interface Proposals extends vscode.Disposable {
  /** Opens the diff on the text as it is; the proposal is then written into it. One per document: an older one goes. */
  begin(options: BeginProposal): Promise<Proposal>;
  /** What has come so far. */
  preview(proposal: Proposal, text: string): void;
  /** All has come: from now on hunks can be accepted. */
  offer(proposal: Proposal, text: string): Promise<void>;
  /** Decided, or replaced by another one. */
  isOver(proposal: Proposal): boolean;
  /** Nothing can be proposed; the diff goes. */
  drop(proposal: Proposal): Promise<void>;
  /** `hunk`: that one alone. One step to undo in any case. */
  accept(proposal: Proposal, hunk?: LineHunk): Promise<void>;
  reject(proposal: Proposal, hunk?: LineHunk): Promise<void>;
  /** The one whose document this is, else the one in the tab in front. */
  find(uri?: vscode.Uri): Proposal | undefined;
  /** Opens the diff of the newest proposal that is not decided yet. */
  showLast(): Promise<boolean>;
  /** The last one of which something was accepted. */
  applied(): Proposal | undefined;
  sides(proposal: Proposal): Sides;
  readonly onDidApply: vscode.Event<Proposal>;
}

/** Typing settles before both sides of the diff are worked out anew. */
const FOLLOW_MS = 150;

/** Proposals that nobody decided on are kept so many. */
const MOST_KEPT = 8;

export function createProposals(documents: VirtualDocuments, log: Log): Proposals {
  const kept = new Map<string, Proposal>();
  const remembered = createRemembered();
  const timers = new Map<string, NodeJS.Timeout>();
  const applied = new vscode.EventEmitter<Proposal>();
  let lastApplied: Proposal | undefined;
  let count = 0;

  const sides = ({ id, target }: Proposal): Sides => ({
    base: documents.uri(id, 'base', target.path),
    proposal: documents.uri(id, 'proposal', target.path),
  });

  function draw(proposal: Proposal): void {
    const { base, proposal: right } = sides(proposal);
    documents.set(base, proposal.review.base);
    documents.set(right, proposal.review.proposal);
  }

  async function finish(proposal: Proposal): Promise<void> {
    proposal.state = 'done';
    proposal.abort.abort('superseded');
    kept.delete(proposal.id);
    await closeTabsOf(proposal.id);
    const { base, proposal: right } = sides(proposal);
    documents.forget(base);
    documents.forget(right);
  }

  async function accept(proposal: Proposal, hunk?: LineHunk): Promise<void> {
    if (proposal.state !== 'ready') {
      void say('the proposal is still being written. Wait for it, or stop it.');
      return;
    }
    if (!(await mayWrite(proposal))) return;
    if (proposal.isNew) {
      if (!(await createDocument(proposal.target, proposal.review.proposal))) {
        void say(`${displayName(proposal.target)} could not be created.`);
        return;
      }
      await done(proposal, '', 1);
      return;
    }
    const before = hunksToDecide(proposal).length;
    let result: Accepted | undefined;
    const change = await changeDocument(proposal.target, (text) => {
      result = acceptIn(proposal.review, hunk, text);
      remembered.keep(proposal.target, text, proposal.review);
      proposal.before ??= text;
      return result.edit;
    });
    if (change === 'turned-down' || result === undefined) {
      void say(`${displayName(proposal.target)} kept changing, so nothing was written. Try again.`);
      return;
    }
    proposal.review = result.review;
    remembered.keep(proposal.target, result.text, proposal.review);
    await done(proposal, result.text, before - hunksToDecide(proposal).length);
    if (result.conflicts > 0) {
      const lines = result.conflicts === 1 ? 'A change is' : `${result.conflicts} changes are`;
      void say(`${lines} left: you changed the same lines meanwhile. Take them by hand, or reject them.`);
    }
  }

  async function done(proposal: Proposal, text: string, hunks: number): Promise<void> {
    proposal.accepted += hunks;
    proposal.before ??= text;
    lastApplied = proposal;
    log.info('edit.accepted', { hunks, left: proposal.isNew ? 0 : hunksToDecide(proposal).length });
    if (proposal.isNew || hunksToDecide(proposal).length === 0) {
      await finish(proposal);
      await showTarget(proposal.target);
      const changes = proposal.accepted === 1 ? 'one change' : `${proposal.accepted} changes`;
      vscode.window.setStatusBarMessage(`Sotto: ${changes} in ${displayName(proposal.target)}`, 6_000);
    } else {
      draw(proposal);
    }
    if (hunks > 0) applied.fire(proposal);
  }

  function follow(document: vscode.TextDocument, reason: vscode.TextDocumentChangeReason | undefined): void {
    for (const proposal of kept.values()) {
      if (proposal.target.toString() !== document.uri.toString() || proposal.state !== 'ready') continue;
      // Undoing an accepted hunk brings it back to be decided again; redoing it takes it away.
      const known = reason === undefined ? undefined : remembered.find(document.uri, document.getText());
      if (known) proposal.review = known;
      else followDocument(proposal, document.getText());
      draw(proposal);
    }
  }

  void closeLeftTabs();
  const subscriptions = [
    applied,
    vscode.workspace.onDidChangeTextDocument(({ document, reason }) => {
      const key = document.uri.toString();
      if (![...kept.values()].some(({ target }) => target.toString() === key)) return;
      clearTimeout(timers.get(key));
      if (reason !== undefined) follow(document, reason);
      else
        timers.set(
          key,
          setTimeout(() => follow(document, undefined), FOLLOW_MS),
        );
    }),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const tab of closed) {
        if (!(tab.input instanceof vscode.TabInputTextDiff)) continue;
        const id = parseVirtualUri(tab.input.modified)?.id;
        // Closing the diff while it is being written means: stop.
        if (id !== undefined && kept.get(id)?.state === 'streaming') kept.get(id)?.abort.abort('superseded');
      }
    }),
  ];

  return {
    async begin({ target, title, text, languageId, isNew = false, again, range }) {
      for (const older of kept.values()) {
        if (older.target.toString() === target.toString()) {
          await finish(older);
        }
      }
      const proposal: Proposal = {
        id: `${++count}`,
        target,
        real: realTarget(target, isNew),
        title,
        isNew,
        languageId,
        again,
        state: 'streaming',
        review: { base: text, proposal: text },
        before: undefined,
        accepted: 0,
        problemsBefore: errorsOf(target),
        confirmed: false,
        abort: new AbortController(),
      };
      kept.set(proposal.id, proposal);
      for (const oldest of [...kept.values()].slice(0, -MOST_KEPT)) await finish(oldest);
      draw(proposal);
      await openDiff(sides(proposal), `${displayName(target)}: ${title}`, languageId, range);
      return proposal;
    },
    preview(proposal, text) {
      if (proposal.state !== 'streaming') return;
      proposal.review = { base: proposal.review.base, proposal: text };
      draw(proposal);
    },
    async offer(proposal, text) {
      if (proposal.state === 'done') return;
      proposal.review = { base: proposal.review.base, proposal: text };
      proposal.state = 'ready';
      const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === proposal.target.toString());
      // They may have typed while it was being written.
      if (open && !proposal.isNew) followDocument(proposal, open.getText());
      draw(proposal);
      await documents.shown(sides(proposal).proposal);
      const hunks = hunksToDecide(proposal);
      goToHunk(sides(proposal), hunks, hunks[0]);
    },
    isOver: ({ state }) => state === 'done',
    async drop(proposal) {
      if (proposal.state === 'done') return;
      proposal.state = 'failed';
      await finish(proposal);
    },
    accept,
    async reject(proposal, hunk) {
      if (proposal.state === 'streaming') {
        proposal.abort.abort('superseded');
        return;
      }
      proposal.review = hunk
        ? rejectHunk(proposal.review, hunk)
        : { base: proposal.review.base, proposal: proposal.review.base };
      log.info('edit.rejected', { hunks: hunk ? 1 : 'all' });
      if (hunksToDecide(proposal).length === 0) {
        await finish(proposal);
        if (!proposal.isNew) await showTarget(proposal.target);
      } else {
        draw(proposal);
      }
    },
    find(uri) {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      const candidates = [
        uri,
        tab instanceof vscode.TabInputTextDiff ? tab.modified : undefined,
        vscode.window.activeTextEditor?.document.uri,
      ];
      for (const candidate of candidates) {
        const id = parseVirtualUri(candidate)?.id;
        if (id !== undefined && kept.has(id)) return kept.get(id);
      }
      return undefined;
    },
    async showLast() {
      const proposal = [...kept.values()].at(-1);
      if (!proposal) return false;
      await openDiff(sides(proposal), `${displayName(proposal.target)}: ${proposal.title}`, proposal.languageId);
      const hunks = hunksToDecide(proposal);
      goToHunk(sides(proposal), hunks, hunks[0]);
      return true;
    },
    applied: () => lastApplied,
    sides,
    onDidApply: applied.event,
    dispose() {
      for (const timer of timers.values()) clearTimeout(timer);
      for (const { abort } of kept.values()) abort.abort('superseded');
      subscriptions.forEach((subscription) => subscription.dispose());
    },
  };
}

interface Accepted {
  readonly review: Review;
  readonly text: string;
  readonly edit: TextEdit | undefined;
  readonly conflicts: number;
}

function acceptIn(review: Review, hunk: LineHunk | undefined, text: string): Accepted {
  if (!hunk) {
    const { review: next, document, edit, conflicts } = acceptAll(review, text);
    return { review: next, text: document, edit, conflicts };
  }
  const result = acceptHunk(review, hunk, text);
  if (result.kind === 'conflict') return { review, text, edit: undefined, conflicts: 1 };
  const { edit } = result;
  return { review: result.review, text: edit ? applyEdit(text, edit) : text, edit, conflicts: 0 };
}
