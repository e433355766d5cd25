import * as vscode from 'vscode';
import type { Log } from '../../core/base/log.ts';
import { applyAnswer } from '../../core/edit/apply-answer.ts';
import { parsesWorse } from '../../core/edit/check-edit.ts';
import { describeRefusal } from '../../core/edit/describe-refusal.ts';
import type { EditRequest } from '../../core/edit/edit-request.ts';
import { previewAnswer } from '../../core/edit/preview-answer.ts';
import { refuse } from '../../core/edit/refusal.ts';
import type { ChatMessage } from '../../core/models/chat.ts';
import { describeInsecure, findNewInsecure } from '../../core/safety/find-insecure.ts';
import { isPrivateFile } from '../../core/safety/private-file.ts';
import { codePlaces } from '../../core/syntax/code-places.ts';
import type { SyntaxPort } from '../../core/syntax/syntax-port.ts';
import { askModel, type AskModelOptions, ensureServer } from './ask-model.ts';
import { baseName } from './diff-view.ts';
import { judgeTarget } from './judge-target.ts';
import type { Proposal } from './proposal.ts';
import type { Proposals } from './proposals.ts';
import type { VirtualDocuments } from './virtual-documents.ts';

export interface ProposeOptions extends AskModelOptions {
  readonly proposals: Proposals;
  readonly documents: VirtualDocuments;
  readonly syntax: SyntaxPort;
  readonly log: Log;
}

/** One question whose answer changes one document. */
export interface EditQuestion {
  readonly target: vscode.Uri;
  readonly title: string;
  readonly messages: readonly ChatMessage[];
  /** What the answer is read against: the document as it was sent. */
  readonly request: EditRequest;
  readonly isNew?: boolean;
  readonly range?: vscode.Range;
  /** The same question on the document as it is by then. */
  readonly anew: () => Promise<unknown>;
}

/**
 * Asks, shows the answer in the diff while it comes, and offers what it makes of the document; or says in one sentence why
 * there is nothing to offer, and keeps the answer. The document itself is not touched by any of it.
 */
export async function proposeByModel(question: EditQuestion, options: ProposeOptions): Promise<Proposal | undefined> {
  const { target, title, request } = question;
  const { proposals, log } = options;
  const name = baseName(target);
  const verdict = judgeTarget(target, question.isNew === true ? 'create' : 'edit');
  if (verdict.kind === 'refuse') return say(verdict.sentence);
  if (isPrivateFile(name)) return say(`${name} holds credentials by its name, so it is not sent to a model.`);
  if (!(await ensureServer(options))) return undefined;
  const proposal = await proposals.begin({
    target,
    title,
    text: request.text,
    languageId: request.languageId,
    ...(question.isNew === true ? { isNew: true } : {}),
    ...(question.range ? { range: question.range } : {}),
  });
  const started = performance.now();
  const answer = await askModel(
    {
      title: `${title} (${name})`,
      messages: question.messages,
      signal: proposal.abort.signal,
      onText: (text) => proposals.preview(proposal, previewAnswer(text, request)),
    },
    options,
  );
  if (answer.kind === 'not-asked') {
    await proposals.drop(proposal);
    return undefined;
  }
  const { text } = answer;
  // Another one for the same document has taken its place.
  if (proposals.isOver(proposal)) return undefined;
  log.info('edit.answered', { kind: answer.kind, chars: text.length, ms: Math.round(performance.now() - started) });
  const tryAgain = async (sentence: string, remedy?: string): Promise<undefined> => {
    await proposals.drop(proposal);
    void offerAgain(sentence, text, remedy, question, options);
    return undefined;
  };
  if (answer.kind === 'cancelled') {
    // The person closed it; what came is still there to read.
    return text === '' ? (await proposals.drop(proposal), undefined) : tryAgain(`stopped; ${name} is as it was.`);
  }
  if (answer.kind === 'failed') return tryAgain(answer.sentence, answer.remedy);
  const result = answer.kind === 'too-long' ? refuse('cut-off', 'length') : applyAnswer(text, request);
  if (result.kind === 'refused') {
    log.info('edit.refused', { reason: result.reason, detail: result.detail });
    return tryAgain(describeRefusal(result, name));
  }
  if (result.text === request.text) return tryAgain(`the model proposes no change of ${name}.`);
  if (await parsesWorse(options.syntax, request.text, result.text, request.languageId)) {
    log.info('edit.refused', { reason: 'parses-worse' });
    return tryAgain(describeRefusal(refuse('parses-worse'), name));
  }
  const asked = request.text;
  proposal.again = {
    regenerate: async () => void (await question.anew()),
    refine: async (wish) =>
      void (await proposeByModel(
        {
          ...question,
          title: wish,
          messages: [
            ...question.messages,
            { role: 'assistant', content: text },
            { role: 'user', content: `${wish}\n\nAnswer in the same form as before, for the file as I sent it.` },
          ],
          request: { ...request, text: asked, instruction: `${request.instruction}\n${wish}` },
        },
        options,
      )),
  };
  await proposals.offer(proposal, result.text);
  const isCode = codePlaces(result.text, request.languageId);
  const insecure = findNewInsecure(request.text, result.text, request.languageId, isCode);
  if (insecure.length > 0) {
    log.info('edit.insecure', { kinds: insecure.map(({ cwe }) => cwe).join(' ') });
    void vscode.window.showWarningMessage(`Sotto: in the proposal for ${name}, ${describeInsecure(insecure)}`);
  }
  if (result.other.length > 0) {
    const files = result.other.slice(0, 5).join(', ');
    void vscode.window.showInformationMessage(`Sotto: the answer is also about ${files}; nothing was done there.`);
  }
  return proposal;
}

async function offerAgain(
  sentence: string,
  text: string,
  remedy: string | undefined,
  question: EditQuestion,
  { documents }: ProposeOptions,
): Promise<void> {
  const again = 'Try Again';
  const show = 'Show the Answer';
  const open = 'Open Setting';
  const key = 'Enter the Key';
  const buttons = [
    again,
    ...(text.trim() === '' ? [] : [show]),
    ...(remedy === 'open-settings' ? [open] : []),
    ...(remedy === 'enter-key' ? [key] : []),
  ];
  const chosen = await vscode.window.showWarningMessage(`Sotto: ${sentence}`, ...buttons);
  if (chosen === again) await question.anew();
  else if (chosen === show) await vscode.window.showTextDocument(documents.add('Answer.md', text));
  else if (chosen === open) await vscode.commands.executeCommand('workbench.action.openSettings', 'sotto.servers');
  else if (chosen === key) await vscode.commands.executeCommand('sotto.enterKey');
}

function say(sentence: string): undefined {
  void vscode.window.showWarningMessage(`Sotto: ${sentence}`);
  return undefined;
}
