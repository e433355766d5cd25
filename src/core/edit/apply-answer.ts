import { draftLines, renderDraft, type TextLines, toTextLines } from '../text/text-lines.ts';
import { applyPatches, type DraftResult } from './apply-patches.ts';
import { checkEdit } from './check-edit.ts';
import type { EditRequest } from './edit-request.ts';
import { isBlank } from './patch.ts';
import { readAnswer } from './read-answer.ts';
import { type Refusal, refuse } from './refusal.ts';
import { replaceDefinitions } from './replace-definition.ts';
import { replaceFile } from './replace-file.ts';
import { replaceSelection } from './replace-selection.ts';

export interface AppliedAnswer {
  readonly kind: 'applied';
  /** The whole new text; the old one where the answer asks for what is there already. */
  readonly text: string;
  /** Paths of other files that the answer changes too. Nothing is done to them. */
  readonly other: readonly string[];
}

/**
 * From a model's answer to the new text of the file it was asked about, or a reason to leave it alone.
 *
 * The order of things: read (which blocks, for which file?), place (where, for certain?), draft (lines kept keep their
 * bytes), check. Nothing is guessed: two places that are as good as each other are none. The tree's view of
 * the result is asked for afterwards, by `parsesWorse`, since it waits.
 */
export function applyAnswer(answer: string, request: EditRequest): AppliedAnswer | Refusal {
  const text = toTextLines(request.text);
  const proposal = readAnswer(answer, text, request);
  if (proposal.kind === 'refused') return proposal;
  const result =
    proposal.kind === 'patches'
      ? applyPatches(proposal.patches, text, request)
      : applyCode(proposal.candidates, proposal.scope, text, request);
  if (result.kind === 'refused') return result;
  const fault = checkEdit(text.lines, draftLines(text, result.draft), request.languageId);
  if (fault) return fault;
  return { kind: 'applied', text: renderDraft(text, result.draft, result.finalNewline), other: proposal.other };
}

/**
 * Of several fences the one that is meant: models show the code as it was, an example of its use, or a command as well. Two
 * that would change the same code differently contradict each other.
 */
function applyCode(
  candidates: readonly (readonly string[])[],
  scope: EditRequest['scope'],
  text: TextLines,
  request: EditRequest,
): DraftResult | Refusal {
  const apply = (lines: readonly string[]): DraftResult | Refusal => {
    if (scope === 'selection') return replaceSelection(lines, text, request);
    if (scope === 'definition') return replaceDefinitions(lines, text, request);
    if (scope === 'file' || text.lines.every(isBlank)) return replaceFile(lines, text, request);
    return request.selection ? replaceSelection(lines, text, request) : replaceDefinitions(lines, text, request);
  };
  if (candidates.length === 1) return apply(candidates[0]!);
  const results = candidates.map((lines) => ({ lines, result: apply(lines) }));
  const drafts = results.flatMap(({ result }) => (result.kind === 'draft' ? [result] : []));
  const fault = results.find(({ lines, result }) => result.kind === 'refused' && !isAside(lines, result));
  if (fault) return fault.result;
  const changing = drafts.filter(
    ({ draft }) => draft.some((line) => typeof line === 'string') || draft.length !== text.lines.length,
  );
  const distinct = changing.filter((each, index) => {
    return changing.findIndex(({ draft }) => JSON.stringify(draft) === JSON.stringify(each.draft)) === index;
  });
  if (distinct.length === 1) return distinct[0]!;
  if (distinct.length === 0) return drafts[0] ?? results[0]!.result;
  return scope === 'definition'
    ? replaceDefinitions(candidates.filter((_, index) => results[index]!.result.kind === 'draft').flat(), text, request)
    : refuse('several-answers');
}

/** An example of use, not a part of the change: it defines nothing and brings nothing in. */
function isAside(lines: readonly string[], { reason, detail }: Refusal): boolean {
  const isImport = /^\s*(?:import|from|using|use|#include|require)\b/;
  if (lines.some((line) => isImport.test(line))) return false;
  return reason === 'unlike-file' || (reason === 'no-such-definition' && detail === 'the answer is no definition');
}
