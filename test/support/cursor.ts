import { requestFromText } from '../../src/core/completion/request-from-text.ts';
import type { CompletionRequest } from '../../src/core/completion/request.ts';

/** A request at the `█` in the text. */
export function requestAt(marked: string, changes: Partial<CompletionRequest> = {}): CompletionRequest {
  const offset = marked.indexOf('█');
  if (offset < 0) throw new Error(`no cursor in: ${marked}`);
  const text = marked.replace('█', '');
  const request = requestFromText({
    path: changes.path ?? '/project/file.ts',
    languageId: changes.languageId ?? 'typescript',
    text,
    offset,
    triggerKind: changes.triggerKind ?? 'automatic',
    time: 0,
  });
  return { ...request, ...changes };
}

/** The line of the cursor with the suggestion in brackets; what is replaced after the cursor is left out. */
export function render(request: CompletionRequest, insertText: string, replaceSuffix = 0): string {
  const prefix = request.before.slice(request.before.lastIndexOf('\n') + 1);
  const suffix = request.after.split('\n')[0]!.slice(replaceSuffix);
  return `${prefix}[${insertText}]${suffix}`;
}
