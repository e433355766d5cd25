import { opensBlock } from '../syntax/indentation.ts';
import { languageSyntax } from '../syntax/languages.ts';
import { CODE } from '../syntax/line-state.ts';
import { type CompletionRequest, linePrefix, lineSuffix, onlyClosers } from './request.ts';

/** One line, or all that belongs together. */
export type Extent = 'line' | 'block';

/**
 * Several lines where the syntax says that several are due: on an empty line, below a head that opens a block, a comment
 * that announces something or between blocks, and behind a head or a bracket that opens one. In the middle of a line the
 * line is what was asked for, unless it opens something itself, which post-processing sees. `maxLines` as in the settings.
 */
export function decideExtent(request: CompletionRequest, maxLines: number): Extent {
  if (maxLines === 1 || request.place === 'comment' || request.place === 'string') return 'line';
  if (!onlyClosers(lineSuffix(request))) return 'line';
  const prefix = linePrefix(request);
  if (prefix.trim() === '' || request.triggerKind === 'invoked') return 'block';
  const language = languageSyntax(request.languageId);
  if (opensBlock(prefix, CODE, language)) return 'block';
  // What begins a declaration or a control statement goes on over its body; so does an assigned function.
  return HEAD.test(prefix) ? 'block' : 'line';
}

const HEAD =
  /^\s*(?:(?:export|default|public|private|protected|internal|static|async|abstract|final|override|pub(?:\([a-z]+\))?|unsafe|const|extern|virtual|inline)\s+)*(?:function|class|interface|enum|struct|trait|impl|namespace|module|def|func|fn|type|if|else|for|while|switch|match|try|catch|do|with|return)\b|(?:=>|=|\bfunction)\s*$/;
