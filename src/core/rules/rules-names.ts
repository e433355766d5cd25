/** What files with rules are called, in whatever folder they lie. */
export const RULES_NAMES = [
  'AGENTS.md',
  'CLAUDE.md',
  'copilot-instructions.md',
  '.cursorrules',
  'CONVENTIONS.md',
] as const;
