import * as vscode from 'vscode';
import type { Log } from '../../core/base/log.ts';
import type { Snippet } from '../../core/context/snippet.ts';
import type { SyntaxPort } from '../../core/syntax/syntax-port.ts';
import { applyEdit } from '../../core/text/minimal-edit.ts';
import type { TextEdit } from '../../core/text/text-edit.ts';
import type { ChatServers } from '../chat-servers.ts';
import type { SettingsReader } from '../settings.ts';
import type { ProjectRules } from '../project-rules.ts';
import { showApplied } from './applied.ts';
import type { EditCommandOptions } from './edit-command.ts';
import { registerFixAction } from './fix-action.ts';
import { registerHunkCommands } from './hunk-commands.ts';
import type { EditTarget } from './edit-target.ts';
import { judgeTarget } from './judge-target.ts';
import { watchNewProblems } from './new-problems.ts';
import type { Proposal } from './proposal.ts';
import { createProposals } from './proposals.ts';
import { createRecentInstructions } from './recent-instructions.ts';
import { createVirtualDocuments } from './virtual-documents.ts';

export interface EditsOptions {
  readonly servers: ChatServers;
  readonly settings: SettingsReader;
  readonly syntax: SyntaxPort;
  readonly log: Log;
  readonly storage: vscode.Memento;
  readonly rules: ProjectRules;
  /** What the repository says that matters to the target. */
  snippets(target: EditTarget): Promise<readonly Snippet[]>;
}

/** A change from elsewhere, to be looked at and decided on like any other: a code block of the chat, say. */
export interface ProposedEdit {
  readonly uri: vscode.Uri;
  readonly title: string;
  /** The whole new text, or edits of the document as it is, which must not overlap. */
  readonly change: { readonly newText: string } | { readonly edits: readonly TextEdit[] };
}

export interface Edits extends vscode.Disposable {
  /** Opens the diff; `undefined` where the document may not be changed, which the person is told. */
  proposeEdit(edit: ProposedEdit): Promise<Proposal | undefined>;
}

/** Prompts and appliers are a fifth of the extension: they are read, in one file, when the first of these is run. */
const parts = () => import('./edit-commands.ts');
const ASKING = ['edit', 'fix', 'document', 'generateTests', 'explain', 'reviewChanges', 'commitMessage'] as const;

/** The edit commands and what they stand on. */
export function createEdits(options: EditsOptions): Edits {
  const { log } = options;
  const documents = createVirtualDocuments();
  const proposals = createProposals(documents, log);
  const tools: EditCommandOptions = {
    ...options,
    documents,
    proposals,
    recent: createRecentInstructions(options.storage),
  };
  const newProblems = watchNewProblems(proposals, async (uri, problems) =>
    (await parts()).fixProblems(uri, problems, tools),
  );
  const commands: Readonly<Record<string, (...given: unknown[]) => unknown>> = {
    ...Object.fromEntries(
      ASKING.map((name) => [name, async (...given) => (await parts()).editCommands[name](given, tools)]),
    ),
    fixNewProblems: () => newProblems.fix(),
    async showProposal() {
      if (await proposals.showLast()) return;
      void vscode.window.showInformationMessage('Sotto: there is no proposal to decide on.');
    },
    reviewApplied: () => showApplied(proposals.applied(), documents),
  };
  const all = vscode.Disposable.from(
    documents,
    proposals,
    newProblems,
    registerHunkCommands(proposals, documents),
    registerFixAction(),
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`sotto.${name}`, run)),
  );

  return {
    async proposeEdit({ uri, title, change }) {
      const exists = await vscode.workspace.fs.stat(uri).then(
        () => true,
        () => uri.scheme !== 'file',
      );
      const verdict = judgeTarget(uri, exists ? 'edit' : 'create');
      if (verdict.kind === 'refuse') {
        void vscode.window.showWarningMessage(`Sotto: ${verdict.sentence}`);
        return undefined;
      }
      const document = exists ? await vscode.workspace.openTextDocument(uri) : undefined;
      const text = document?.getText() ?? '';
      const proposal = await proposals.begin({
        target: document?.uri ?? uri,
        title,
        text,
        languageId: document?.languageId ?? 'plaintext',
        isNew: !exists,
      });
      const eol = document?.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
      const now = 'newText' in change ? change.newText.replaceAll(/\r?\n/g, eol) : applied(text, change.edits);
      await proposals.offer(proposal, now);
      return proposal;
    },
    dispose: () => all.dispose(),
  };
}

function applied(text: string, edits: readonly TextEdit[]): string {
  return edits.toSorted((a, b) => b.offset - a.offset).reduce(applyEdit, text);
}
