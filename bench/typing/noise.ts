// A scripted model that answers as real ones do on a bad day: what of it passes post-processing, and does it do harm?
import { linePrefix } from '../../src/core/completion/request.ts';
import { shareText, table } from '../lib/table.ts';
import { createJudge } from './noise-judge.ts';
import { answerOf, type NoiseKind } from './noisy-answer.ts';
import { textsAt } from './places.ts';
import { randomNumbers } from './random.ts';
import type { Scene } from './scenes.ts';

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

const KINDS: readonly NoiseKind[] = ['clean', 'cut', 'echo', 'overlap', 'invented'];
const MAX_PLACES = 200;

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
  return `A scripted model that cuts its answers anywhere, repeats the line's beginning, goes on with what stands below already, or calls
what nobody has: shares of its answers, and of what post-processing and the checks of syntax and names let through.\n\n${table(head, body)}`;
}
