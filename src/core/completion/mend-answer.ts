import { dropUnknownEnd } from './drop-unknown-end.ts';
import { cutBeforeInvented } from './names/cut-before-invented.ts';
import type { CompletionPipeline } from './provide-completion.ts';
import type { CompletionRequest } from './request.ts';
import type { PostProcessed, ProcessedText } from './result.ts';

/** What the source said of a text besides the text. */
export interface AnswerEnd {
  readonly origin: 'engine' | 'model';
  /** The source knows where it ends: no limit has cut it. */
  readonly isWhole: boolean;
  /** A limit of the model's has cut it. */
  readonly isCut: boolean;
  /** Whether the context that was sent along has the name. */
  isNamed(name: string): boolean;
}

/**
 * The last look at a text that is to be shown, by who knows the whole file and the repository: it must not break the syntax,
 * nor go on from a name that nobody has. Both are asked at once, since a key waits. The engine says no names but those it has
 * read, and who asks sees what the model believes.
 */
export async function mendAnswer(
  { mendSyntax, findInvented }: Pick<CompletionPipeline, 'mendSyntax' | 'findInvented'>,
  text: ProcessedText,
  { origin, isWhole, isCut, isNamed }: AnswerEnd,
  request: CompletionRequest,
): Promise<PostProcessed> {
  const known = isCut ? dropUnknownEnd(text, isNamed, request) : text;
  if (known.kind === 'nothing') return known;
  const isAskedFor = origin === 'engine' || request.triggerKind === 'invoked';
  const [mended, inventedAt] = await Promise.all([
    mendSyntax(known, isWhole, request),
    isAskedFor ? undefined : findInvented(known, request),
  ]);
  if (mended.kind === 'nothing' || inventedAt === undefined || inventedAt >= mended.insertText.length) return mended;
  const left = cutBeforeInvented(mended, inventedAt, request);
  return left.kind === 'text' ? mendSyntax(left, false, request) : left;
}
