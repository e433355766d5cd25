import type { Retriever, RetrieverName } from './retriever.ts';
import {
  neighbourNames,
  openFileDefinitions,
  siblingFile,
  similarlyNamedFiles,
} from './retrievers/files.ts';
import { importedNames, importedWhole } from './retrievers/imported.ts';
import { namedTypeMembers, ownMembers, receiverMembers, variableMembers } from './retrievers/members.ts';
import { samePackage } from './retrievers/same-package.ts';
import { signatureTypes } from './retrievers/signatures.ts';
import { similarNames, similarWindowNames } from './retrievers/similar.ts';
import { knownTypes } from './retrievers/types.ts';

export const RETRIEVERS: readonly (readonly [RetrieverName, Retriever])[] = [
  ['imported-name', importedNames],
];
export const ALL: readonly (readonly [string, Retriever])[] = [
  ['imported-name', importedNames],
  ['imported-file', importedWhole],
  ['same-package', samePackage],
  ['receiver', receiverMembers],
  ['own-type', ownMembers],
  ['variable-type', variableMembers],
  ['named-type', namedTypeMembers],
  ['known-type', knownTypes],
  ['signature-type', signatureTypes],
  ['similar-window', similarWindowNames],
  ['similar-name', similarNames],
  ['sibling-file', siblingFile],
  ['similar-file', similarlyNamedFiles],
  ['neighbours', neighbourNames],
  ['open-file', openFileDefinitions],
];
