import { languageIdForPath, languageSyntax } from '../syntax/languages.ts';
import type { EditRequest } from './edit-request.ts';
import type { Fence } from './fences.ts';
import { withoutGutter } from './mend-quotes.ts';
import { isThisFile, normalPath, pathInInfo, pathOnLine } from './named-path.ts';
import { pathAbove } from './path-above.ts';
import type { Proposal } from './proposal.ts';
import { type Refusal, refuse } from './refusal.ts';
import { splitDefinitions } from './replace-definition.ts';
import { soundsLikeRefusal } from './sounds-like-refusal.ts';

const NO_CODE = /^(?:sh|bash|shell|zsh|console|terminal|powershell|cmd|text|txt|plaintext|output|log|diff|patch)\b/i;

/** The fences of an answer that may be the code asked for; other languages' and other files' are not. */
export function readCode(
  lines: readonly string[],
  fences: readonly Fence[],
  request: EditRequest,
): Proposal | Refusal | undefined {
  if (fences.length === 0) return readBareCode(lines, request);
  const other = new Set<string>();
  const candidates: (readonly string[])[] = [];
  for (const [index, fence] of fences.entries()) {
    const from = index === 0 ? 0 : fences[index - 1]!.end + 1;
    const first = fence.lines[0] ?? '';
    const inside =
      /^\s*(?:\/\/|#|<!--|--|\/\*)/.test(first) || pathOnLine(first) === first.trim()
        ? pathOnLine(first.replace(/\*\/\s*$/, ''))
        : undefined;
    const path = pathInInfo(fence.info) ?? pathAbove(lines, fence.start, from, []) ?? inside;
    if (path !== undefined && !isThisFile(path, request.path)) {
      other.add(normalPath(path));
      continue;
    }
    const isOtherLanguage =
      NO_CODE.test(fence.info) &&
      !fence.info.toLowerCase().startsWith(request.languageId) &&
      languageIdForPath(request.path) !== 'shellscript' &&
      request.languageId !== 'plaintext';
    if (isOtherLanguage && fences.length > 1) continue;
    if (!fence.closed) return refuse('cut-off');
    const isStray = inside !== undefined && request.text.split('\n', 2)[0]?.trim() !== first.trim();
    candidates.push(withoutGutter(isStray ? fence.lines.slice(1) : fence.lines));
  }
  if (candidates.length === 0) return other.size > 0 ? refuse('other-file', [...other].join(', ')) : undefined;
  if (soundsLikeRefusal(lines)) return refuse('model-refused');
  return { kind: 'code', candidates, scope: request.scope, other: [...other] };
}

/** Code without a fence: all of the answer is definitions, or it begins and ends as the file does. No prose does. */
function readBareCode(lines: readonly string[], request: EditRequest): Proposal | undefined {
  const solid = lines.map((line) => line.trim()).filter((line) => line !== '');
  const own = request.text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const isFile = solid.length > 3 && solid[0] === own[0]?.replace(/^\uFEFF/, '') && solid.at(-1) === own.at(-1);
  const isDefinition = splitDefinitions(lines, languageSyntax(request.languageId)) !== undefined;
  const isMeant = request.scope === 'file' ? isFile : request.scope === 'definition' && isDefinition;
  return isMeant ? { kind: 'code', candidates: [lines], scope: request.scope, other: [] } : undefined;
}
