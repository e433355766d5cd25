import { type CompletionRequest, linePrefix, lineSuffix, onlyClosers } from './request.ts';

/** One line; the statement that is begun on the line, on as many lines as it takes; or all that belongs together. */
export type Extent = 'line' | 'statement' | 'block';

/**
 * On an empty line all that belongs together is wanted: in an empty body, below a comment that announces something, between
 * blocks. Where a line has been begun, its statement is, and nothing after it: how many lines that takes is seen in the answer itself
 * (`statementEnd`), which knows better than whoever would guess before it (decision 0013). Before code, in a comment, a
 * string or in prose that has been begun, one line. `maxLines` as in the settings: one line is one line everywhere.
 */
export function decideExtent(request: CompletionRequest, maxLines: number): Extent {
  if (maxLines === 1 || request.place === 'comment' || request.place === 'string') return 'line';
  if (!onlyClosers(lineSuffix(request))) return 'line';
  if (linePrefix(request).trim() === '' || request.triggerKind === 'invoked') return 'block';
  return request.place === 'prose' ? 'line' : 'statement';
}
