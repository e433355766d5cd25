import { type Language, Parser, Query } from 'web-tree-sitter';
import { loadGrammar } from '../../scripts/lib/load-grammar.ts';
import { decideExtent } from '../../src/core/completion/decide-extent.ts';
import { mendAnswer } from '../../src/core/completion/mend-answer.ts';
import { mendSyntax } from '../../src/core/completion/mend-syntax.ts';
import { inventedNames } from '../../src/core/completion/names/invented-names.ts';
import { postProcess } from '../../src/core/completion/post-process.ts';
import type { CompletionRequest } from '../../src/core/completion/request.ts';
import { requestFromText } from '../../src/core/completion/request-from-text.ts';
import type { ProcessedText } from '../../src/core/completion/result.ts';
import { ContextIndex } from '../../src/core/context/context-index.ts';
import { RepositoryOutline } from '../../src/core/repository/repository-outline.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import { lexerSyntax } from '../../src/core/syntax/lexer-syntax.ts';
import type { SyntaxPort } from '../../src/core/syntax/syntax-port.ts';
import { createTreeSyntax } from '../../src/worker/outline/create-tree-syntax.ts';
import { createOutliner } from '../../src/worker/outline/create-outliner.ts';
import { createGrammars, type Grammars } from '../../src/worker/outline/grammars.ts';
import { LANGUAGES } from '../../src/worker/outline/languages.ts';
import { type Place, type PlaceTexts, textsAt } from './places.ts';
import type { Scene } from './scenes.ts';

/** What the product would show of a scripted answer, and whether that does harm. */
export interface Judge {
  /** What the pipeline would show of the answer. */
  shown(place: Place, text: string): Promise<{ insertText: string; replaceSuffix: number } | undefined>;
  harm(place: Place, insertText: string, replaceSuffix: number): { parsesWorse: boolean; namesUnresolved: boolean };
  dispose(): void;
}

export async function createJudge(scene: Scene): Promise<Judge> {
  const grammars = createGrammars(loadGrammar);
  const trees = createTreeSyntax({ grammars });
  /** As the engine process, which has the whole of an open document, and all the time that it takes. */
  const syntaxIn = (texts: PlaceTexts): SyntaxPort => ({
    firstSound: async (question) =>
      (await trees.firstSound({ ...question, before: texts.prefix, after: texts.suffix, budgetMs: 60_000 })) ??
      lexerSyntax.firstSound(question),
  });
  const tools = new Map<string, { readonly parser: Parser; readonly errors: Query }>();
  for (const languageId of new Set(scene.held.map(languageOf))) {
    const language: Language | undefined = await grammars.get(LANGUAGES.get(languageId)?.grammar ?? '');
    if (!language) continue;
    const errors = new Query(language, '(ERROR) @error (MISSING) @missing');
    tools.set(languageId, { parser: new Parser().setLanguage(language), errors });
  }
  const index = await indexOf(scene, grammars);
  const outliner = createOutliner({ grammars });
  const known = new Set([...scene.indexed, ...scene.held].flatMap(({ text }) => namesIn(text)));

  const errorsIn = (languageId: string, text: string): number => {
    const tool = tools.get(languageId);
    const tree = tool?.parser.parse(text);
    if (!tool || !tree) return 0;
    const count = tree.rootNode.hasError ? tool.errors.captures(tree.rootNode).length : 0;
    tree.delete();
    return count;
  };

  /** One place is asked about several times. */
  const without = new Map<Place, number>();
  const errorsWithout = (place: Place): number => {
    const { prefix, suffix } = textsAt(place, true);
    const known = without.get(place) ?? errorsIn(languageOf(place.file), prefix + suffix);
    without.set(place, known);
    return known;
  };

  /** As the indexer: of the saved files, but for the one that is being written. */
  const inventedAt = async (
    { insertText, replaceSuffix }: ProcessedText,
    { path, languageId, offset }: CompletionRequest,
    text: string,
  ): Promise<number | undefined> => {
    const from = await outliner.outline(path, languageId, text);
    if (from === undefined) return undefined;
    const placed = text.slice(0, offset) + insertText + text.slice(offset + replaceSuffix);
    const end = offset + insertText.length;
    const [first] = index.without(path, () =>
      inventedNames({ text: placed, start: offset, end, languageId }, from, index),
    );
    return first && first.start - offset;
  };

  return {
    async shown(place, text) {
      const { prefix, suffix } = textsAt(place, true);
      const request = requestFromText({
        path: `/${place.file.path}`,
        languageId: languageOf(place.file),
        text: prefix + suffix,
        offset: prefix.length,
        triggerKind: 'automatic',
        time: 0,
      });
      const limits = { maxLines: 0, extent: decideExtent(request, 0) };
      const result = postProcess({ text, endsLine: undefined }, request, limits);
      if (result.kind === 'nothing') return undefined;
      // What a scripted model says may be cut anywhere. Without snippets there is the document alone to know names from.
      const mended = await mendAnswer(
        {
          mendSyntax: (processed, isWhole) => mendSyntax(syntaxIn({ prefix, suffix }), processed, isWhole, request),
          findInvented: (processed) => inventedAt(processed, request, prefix + suffix),
        },
        result,
        { origin: 'model', isWhole: false, isCut: true, isNamed: () => false },
        request,
      );
      return mended.kind === 'nothing' ? undefined : mended;
    },
    harm(place, insertText, replaceSuffix) {
      const { prefix, suffix } = textsAt(place, true);
      const languageId = languageOf(place.file);
      const after = prefix + insertText + suffix.slice(replaceSuffix);
      // With the word that it goes on with, and the one that follows.
      const begun = /\w*$/.exec(prefix)![0];
      const ended = /^\w*/.exec(suffix.slice(replaceSuffix))![0];
      return {
        parsesWorse: errorsIn(languageId, after) > errorsWithout(place),
        namesUnresolved: namesIn(begun + insertText + ended).some((name) => !known.has(name)),
      };
    },
    dispose() {
      trees.dispose();
      outliner.dispose();
      for (const { parser, errors } of tools.values()) {
        parser.delete();
        errors.delete();
      }
    },
  };
}

async function indexOf(scene: Scene, grammars: Grammars): Promise<ContextIndex> {
  const outliner = createOutliner({ grammars });
  const index = new ContextIndex(new RepositoryOutline());
  for (const file of [...scene.indexed, ...scene.held]) {
    const outline = await outliner.outline(`/${file.path}`, languageOf(file), file.text);
    if (outline === undefined) continue;
    index.repository.set(outline);
    index.set(outline.path, undefined);
  }
  outliner.dispose();
  return index;
}

function languageOf({ path }: { readonly path: string }): string {
  return languageIdForPath(path) ?? 'generic';
}

function namesIn(text: string): readonly string[] {
  return text.match(/[A-Za-z_$][\w$]*/g) ?? [];
}
