/**
 * Text for a model, in pieces that say where they come from. Only `control` may hold a model's own tokens
 * (`<|fim_prefix|>`); everything else is treated as something out of a file, in which such tokens are made harmless.
 * Plain data, so that it survives the way through JSON to the exit.
 */
export interface Prompt {
  readonly parts: readonly PromptPart[];
}

export type PromptPart = { readonly control: string } | { readonly source: string };

export const control = (text: string): PromptPart => ({ control: text });
export const source = (text: string): PromptPart => ({ source: text });

export function isPrompt(value: unknown): value is Prompt {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 1 &&
    'parts' in value &&
    Array.isArray(value.parts) &&
    value.parts.every(isPart)
  );
}

function isPart(value: unknown): value is PromptPart {
  if (typeof value !== 'object' || value === null) return false;
  const [[key, text] = [], ...more] = Object.entries(value);
  return more.length === 0 && (key === 'control' || key === 'source') && typeof text === 'string';
}

export type Json =
  | string
  | number
  | boolean
  | null
  | Prompt
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };
