import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CheckFailed } from '../lib/check-failed.ts';
import type { MeasuredEngine, TypingAnswer } from './engines.ts';
import { hasSuffix, queryAt, start } from './measure.ts';
import type { Scene } from './scenes.ts';
import { readText } from './source-files.ts';

/** Cursors at which both answers are compared: the check costs two more indexings, not a second run. */
const MAX_COMPARED = 120;

/**
 * An answer must not depend on what follows the cursor in a held-out file. So the scene is copied, answered, answered again
 * after the held-out files were scrambled on disk, and both must be the same. Throws where they are not; returns how many
 * cursors were compared.
 */
export function checkScrambled(engine: MeasuredEngine, scene: Scene): number {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-typing-'));
  try {
    for (const { path: file, text } of [...scene.indexed, ...scene.held]) {
      fs.mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
      fs.writeFileSync(path.join(copy, file), text);
    }
    const before = answers(engine, scene, copy);
    for (const { path: file, text } of scene.held) fs.writeFileSync(path.join(copy, file), scrambled(text));
    const after = answers(engine, scene, copy);
    const different = before.findIndex((answer, i) => JSON.stringify(answer) !== JSON.stringify(after[i]));
    if (different < 0) return before.length;
    const { path: file } = scene.places[different]!.file;
    throw new CheckFailed(
      `${engine.name} has seen held-out text: with ${file} scrambled on disk it answers differently`,
    );
  } finally {
    fs.rmSync(copy, { recursive: true, force: true });
  }
}

/** What is indexed is read from the disk, so that a leak between the two halves shows. */
function answers(engine: MeasuredEngine, scene: Scene, root: string): readonly TypingAnswer[] {
  const files = scene.indexed.map((file) => ({ ...file, text: readText(root, file.path) }));
  const running = start(engine, root, files);
  return scene.places
    .slice(0, MAX_COMPARED)
    .map((place, index) => running.complete(queryAt(place, hasSuffix(scene, index))));
}

/** Other letters and digits at the same places: as long, as many lines, and nothing to learn from. */
function scrambled(text: string): string {
  let step = 7;
  return text.replaceAll(/[A-Za-z0-9]/g, () => {
    step = (step * 31 + 17) % 65_536;
    return String.fromCharCode(97 + (step % 26));
  });
}
