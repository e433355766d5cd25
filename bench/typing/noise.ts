// A scripted model that answers as real ones do on a bad day: what of it passes post-processing, and does it do harm?
import { type Language, Parser, Query } from 'web-tree-sitter';
import { loadGrammar } from '../../scripts/lib/load-grammar.ts';
import { dropUnknownEnd } from '../../src/core/completion/drop-unknown-end.ts';
import { mendSyntax } from '../../src/core/completion/mend-syntax.ts';
import { postProcess } from '../../src/core/completion/post-process.ts';
import { linePrefix } from '../../src/core/completion/request.ts';
import { requestFromText } from '../../src/core/completion/request-from-text.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import { lexerSyntax } from '../../src/core/syntax/lexer-syntax.ts';
import type { SyntaxPort } from '../../src/core/syntax/syntax-port.ts';
import { createTreeSyntax } from '../../src/worker/outline/create-tree-syntax.ts';
import { createGrammars } from '../../src/worker/outline/grammars.ts';
import { LANGUAGES } from '../../src/worker/outline/languages.ts';
import { shareText, table } from '../lib/table.ts';
import { type Place, type PlaceTexts, textsAt } from './places.ts';
import { randomNumbers } from './random.ts';
import type { Scene } from './scenes.ts';

/** `clean`: what the person writes; `cut` anywhere; `echo`: the line's beginning again; `overlap`: what follows, too. */
type NoiseKind = 'clean' | 'cut' | 'echo' | 'overlap';

export interface NoiseRow {
  readonly source: string;
  readonly noise: NoiseKind;
  readonly answers: number;
  /** Of the answers. */
  readonly shown: number;
  /** Shares of the answers as the model gave them, and of what is shown of them. */
  readonly parsesWorse: Harm;
  readonly namesUnresolved: Harm;
}

interface Harm {
  readonly raw: number;
  readonly shown: number;
}

const KINDS: readonly NoiseKind[] = ['clean', 'cut', 'echo', 'overlap'];
const MAX_PLACES = 200;
/** Of whole lines that the model writes on with. */
const MAX_FURTHER_LINES = 3;

/** A suggestion that did harm, to look at. */
export interface Harmful {
  readonly source: string;
  readonly noise: NoiseKind;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly linePrefix: string;
  readonly truth: string;
  readonly generated: string;
  readonly insertText: string;
  readonly replaceSuffix: number;
  readonly parsesWorse: boolean;
  readonly namesUnresolved: boolean;
  /** So does what the person wrote: the grammar, or the judge, is at fault. */
  readonly truthParsesWorse: boolean;
}

export async function measureNoise(
  source: string,
  scene: Scene,
  seed: number,
  onHarm: (harmful: Harmful) => void = () => {},
): Promise<readonly NoiseRow[]> {
  const judge = await createJudge(scene);
  const rows: NoiseRow[] = [];
  for (const noise of KINDS) {
    const random = randomNumbers(`noise ${seed} ${noise}`);
    const count = { answers: 0, shown: 0, worse: { raw: 0, shown: 0 }, unresolved: { raw: 0, shown: 0 } };
    for (const place of scene.places.slice(0, MAX_PLACES)) {
      const text = answerOf(noise, place, random);
      if (text.trim() === '') continue;
      count.answers++;
      const raw = judge.harm(place, text, 0);
      if (raw.parsesWorse) count.worse.raw++;
      if (raw.namesUnresolved) count.unresolved.raw++;
      const shown = await judge.shown(place, text);
      if (!shown) continue;
      count.shown++;
      const left = judge.harm(place, shown.insertText, shown.replaceSuffix);
      if (left.parsesWorse) count.worse.shown++;
      if (left.namesUnresolved) count.unresolved.shown++;
      if (left.parsesWorse || left.namesUnresolved) {
        const { file, line, truth } = place;
        onHarm({
          source,
          noise,
          path: file.path,
          line: line + 1,
          linePrefix: linePrefix({ before: textsAt(place, true).prefix }),
          truth,
          generated: text,
          insertText: shown.insertText,
          replaceSuffix: shown.replaceSuffix,
          ...left,
          truthParsesWorse: judge.harm(place, truth, 0).parsesWorse,
        });
      }
    }
    const shares = ({ raw, shown }: Harm): Harm => ({
      raw: raw / Math.max(1, count.answers),
      shown: shown / Math.max(1, count.shown),
    });
    rows.push({
      source,
      noise,
      answers: count.answers,
      shown: count.shown / Math.max(1, count.answers),
      parsesWorse: shares(count.worse),
      namesUnresolved: shares(count.unresolved),
    });
  }
  judge.dispose();
  return rows;
}

export function noiseReport(rows: readonly NoiseRow[]): string {
  const body = rows.map(({ source, noise, answers, shown, parsesWorse, namesUnresolved }) => [
    `${source}, ${noise}`,
    String(answers),
    shareText(shown),
    `${shareText(parsesWorse.raw)} → ${shareText(parsesWorse.shown)}`,
    `${shareText(namesUnresolved.raw)} → ${shareText(namesUnresolved.shown)}`,
  ]);
  const head = ['', 'answers', 'shown', 'file parses worse', 'names what is nowhere'];
  return `A scripted model that cuts its answers anywhere, repeats the line's beginning, or goes on with what stands below already:
shares of its answers, and of what post-processing and the syntax check let through.\n\n${table(head, body)}`;
}

export function answerOf(noise: NoiseKind, place: Place, random: () => number): string {
  const { file, offset, lineEnd, truth } = place;
  const following = file.text.slice(lineEnd + 1).split('\n');
  const further = Math.floor(random() * (MAX_FURTHER_LINES + 1));
  switch (noise) {
    case 'clean':
      return truth;
    case 'cut':
      return truth.slice(0, 1 + Math.floor(random() * truth.length));
    case 'echo':
      return file.text.slice(file.text.lastIndexOf('\n', offset - 1) + 1, offset) + truth;
    case 'overlap':
      return [truth, ...following.slice(0, further + 1)].join('\n');
  }
}

interface Judge {
  /** What the pipeline would show of the answer. */
  shown(place: Place, text: string): Promise<{ insertText: string; replaceSuffix: number } | undefined>;
  harm(place: Place, insertText: string, replaceSuffix: number): { parsesWorse: boolean; namesUnresolved: boolean };
  dispose(): void;
}

async function createJudge(scene: Scene): Promise<Judge> {
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
      const result = postProcess({ text, endsLine: undefined }, request);
      if (result.kind === 'nothing') return undefined;
      // What a scripted model says may be cut anywhere. Without snippets there is the document alone to know names from.
      const left = dropUnknownEnd(result, () => false, request);
      if (left.kind === 'nothing') return undefined;
      const mended = await mendSyntax(syntaxIn({ prefix, suffix }), left, false, request);
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
      for (const { parser, errors } of tools.values()) {
        parser.delete();
        errors.delete();
      }
    },
  };
}

function languageOf({ path }: { readonly path: string }): string {
  return languageIdForPath(path) ?? 'generic';
}

function namesIn(text: string): readonly string[] {
  return text.match(/[A-Za-z_$][\w$]*/g) ?? [];
}
