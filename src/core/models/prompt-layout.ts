import type { FormatName } from './formats/fim-format.ts';

/**
 * `plain`: prefix and suffix meet at the cursor. `anchored`: they are frozen, and what was typed stands behind the middle
 * token (`anchored-hole.ts`).
 */
export type PromptLayout = 'anchored' | 'plain';

/**
 * What a family gets where the person sets nothing. `anchored` only for a family for which `sotto eval --server URL
 * --prompt-layout` showed no loss against `plain` on a real model; so far no family has been measured.
 */
const MEASURED: Readonly<Partial<Record<FormatName, PromptLayout>>> = {};

export function defaultLayout(format: FormatName | undefined): PromptLayout {
  return (format && MEASURED[format]) ?? 'plain';
}
