/**
 * What a suggestion is worth, in seconds. From the acceptance data (14 programmers): the median time to an acceptance
 * grows from 1.2 s for up to 8 characters to 4.9 s for 81 to 160, the first quarter from 0.9 to 2.7 s, and what was typed
 * by hand between two suggestions came at 3.0 characters a second (upper quarter 4.6).
 */
const GLANCE_SECONDS = 1;
const SECONDS_PER_CHARACTER_READ = 1 / 40;
const SECONDS_PER_CHARACTER_TYPED = 1 / 4;

/** What reading it costs, if it is then turned down. */
export function readingSeconds(characters: number): number {
  return GLANCE_SECONDS + characters * SECONDS_PER_CHARACTER_READ;
}

/** What it saves, if it is taken. */
export function typingSeconds(characters: number): number {
  return Math.max(1, characters) * SECONDS_PER_CHARACTER_TYPED;
}

/** The probability from which on it is worth showing: cost / (cost + benefit). */
export function utilityBound(characters: number, costFactor: number): number {
  const cost = costFactor * readingSeconds(characters);
  return cost / (cost + typingSeconds(characters));
}

/** Seconds won by showing it, on average; below 0 it is not worth it. */
export function expectedSeconds(probability: number, characters: number, costFactor: number): number {
  return probability * typingSeconds(characters) - (1 - probability) * costFactor * readingSeconds(characters);
}
