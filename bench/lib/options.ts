import { BadInput } from './bad-input.ts';

/** A whole number of at least `least`. */
export function wholeNumber(name: string, text: string, least = 1): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) {
    throw new BadInput(`--${name} must be a whole number from ${least} on, not ${text}`);
  }
  return value;
}

/** A number between 0 and 1. */
export function share(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new BadInput(`--${name} must be a number from 0 to 1, not ${text}`);
  }
  return value;
}
