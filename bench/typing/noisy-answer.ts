import type { Place } from './places.ts';

/**
 * `clean`: what the person writes; `cut` anywhere; `echo`: the line's beginning again; `overlap`: what follows, too;
 * `invented`: it calls what nobody has, where a call is written.
 */
export type NoiseKind = 'clean' | 'cut' | 'echo' | 'overlap' | 'invented';

/** Of whole lines that the model writes on with. */
const MAX_FURTHER_LINES = 3;

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
    case 'invented':
      return withInventedCall(truth, random);
  }
}

/** As models invent: words that belong to the place, in a name that does not exist. Nothing where nothing is called. */
function withInventedCall(truth: string, random: () => number): string {
  const calls = [...truth.matchAll(/[A-Za-z_$][\w$]{3,}(?=\()/g)];
  const call = calls[Math.floor(random() * calls.length)];
  if (call === undefined) return '';
  const [name] = call;
  const verb = INVENTED_VERBS[Math.floor(random() * INVENTED_VERBS.length)]!;
  const isSnake = /^[a-z]+_[a-z_]*$/.test(name);
  const made = isSnake ? `${verb}_${name}_for` : `${verb}${name[0]!.toUpperCase()}${name.slice(1)}For`;
  return truth.slice(0, call.index) + made + truth.slice(call.index + name.length);
}

const INVENTED_VERBS = ['resolve', 'ensure', 'fetch', 'compute', 'lookup', 'prepare'];
