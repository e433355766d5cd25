import { type Question, type Retriever, RETRIEVER_NAMES, type RetrieverName } from './retriever.ts';
import { neighbourNames, openFileDefinitions, siblingFile, similarlyNamedFiles } from './retrievers/files.ts';
import { draftedNames } from './retrievers/drafted.ts';
import { importedFromPackages, importedNames, importedWhole } from './retrievers/imported.ts';
import { namedTypeMembers, ownMembers, receiverMembers, variableMembers } from './retrievers/members.ts';
import { recentlyEdited } from './retrievers/recent-edits.ts';
import { samePackage } from './retrievers/same-package.ts';
import { signatureTypes } from './retrievers/signatures.ts';
import { likeLineNames, similarNames, similarWindowNames } from './retrievers/similar.ts';
import { knownTypes } from './retrievers/types.ts';
import type { Candidate } from './candidate.ts';
import type { Definition } from '../repository/outline.ts';

export const RETRIEVERS: Readonly<Record<RetrieverName, Retriever>> = {
  'imported-name': importedNames,
  'imported-file': importedWhole,
  'same-package': samePackage,
  receiver: receiverMembers,
  'own-type': ownMembers,
  'variable-type': variableMembers,
  'named-type': namedTypeMembers,
  'known-type': knownTypes,
  'signature-type': signatureTypes,
  'similar-window': similarWindowNames,
  'similar-name': similarNames,
  'like-line': likeLineNames,
  'sibling-file': siblingFile,
  'similar-file': similarlyNamedFiles,
  neighbours: neighbourNames,
  'open-file': openFileDefinitions,
  'recent-edits': recentlyEdited,
  drafted: draftedNames,
  dependency: importedFromPackages,
};

/** Made of fractions, so that its copies are arrays of floats from the start: of whole numbers, each would be moved at its first fraction. */
const NONE: readonly number[] = RETRIEVER_NAMES.map(() => 0.5).fill(0);

/** What all retrievers find, each definition once with everything that speaks for it. */
export function findCandidates(question: Question, leaveOut?: RetrieverName): readonly Candidate[] {
  const found = new Map<Definition, { path: string; definition: Definition; strengths: number[] }>();
  for (const [at, name] of RETRIEVER_NAMES.entries()) {
    if (name === leaveOut) continue;
    for (const { path, definition, strength } of RETRIEVERS[name](question)) {
      let candidate = found.get(definition);
      if (candidate === undefined) {
        candidate = { path, definition, strengths: NONE.slice() };
        found.set(definition, candidate);
      }
      if (strength > candidate.strengths[at]!) candidate.strengths[at] = strength;
    }
  }
  return [...found.values()];
}
