import { cursorPlace } from '../../src/core/completion/cursor-place.ts';
import type { CursorPlace } from '../../src/core/completion/request.ts';
import { GATE_WINDOW, type SuggestionInput } from '../../src/core/gate/gate-input.ts';
import { languageSyntax } from '../../src/core/syntax/languages.ts';
import { LineStates } from '../../src/core/syntax/line-states.ts';
import { readJsonLines } from './json-lines.ts';

/** A suggestion that was shown to a programmer of the study, as the gate would have seen it. */
export interface AcceptanceRow {
  readonly id: string;
  readonly programmer: string;
  /** Milliseconds since the programmer's first suggestion, when it was shown. */
  readonly time: number;
  /** `undefined` where no outcome was logged. */
  readonly label: 0 | 1 | undefined;
  readonly input: SuggestionInput;
}

/** The part that is read of a line of `suggestions.jsonl` (bench/data/acceptance/README.md). Not `after`, `oracle` or `task`. */
export interface RawAcceptanceRow {
  readonly id: string;
  readonly programmer: string;
  readonly seq: number;
  readonly lang: string;
  readonly t_ms: number;
  readonly label: 0 | 1 | null;
  readonly before: {
    readonly decide_t_ms: number;
    readonly ctx: string;
    readonly cursor_offset: number;
    readonly doc_chars: number;
    readonly ms_since_prev_shown: number | null;
    readonly ms_since_prev_accept: number | null;
    readonly doc_delta: number | null;
    readonly hist: string;
  };
  readonly sugg: {
    readonly text: string;
    readonly chars_left: number;
    readonly tokens: number;
    readonly mean_logprob: number | null;
    readonly mean_alt_logprob: number | null;
    readonly seen_text_outcome: string | null;
  };
}

export function readAcceptanceRows(file: string): RawAcceptanceRow[] {
  return readJsonLines(file, check);
}

/** In the same order. An input holds nothing but its own row and the same programmer's earlier ones. */
export function acceptanceRows(raws: readonly RawAcceptanceRow[]): AcceptanceRow[] {
  const earlier = new Map<string, RawAcceptanceRow[]>();
  return raws.map((raw) => {
    const past = earlier.get(raw.programmer) ?? [];
    earlier.set(raw.programmer, [...past, raw]);
    return {
      id: raw.id,
      programmer: raw.programmer,
      time: raw.t_ms,
      label: raw.label ?? undefined,
      input: inputOf(raw, past),
    };
  });
}

function check(row: Record<string, unknown>): RawAcceptanceRow {
  for (const name of ['id', 'programmer', 'lang']) {
    if (typeof row[name] !== 'string') throw new Error(`has no ${name}`);
  }
  for (const name of ['before', 'sugg']) {
    if (typeof row[name] !== 'object' || row[name] === null) throw new Error(`has no ${name}`);
  }
  const raw = row as unknown as RawAcceptanceRow;
  if (typeof raw.before.ctx !== 'string') throw new Error('has no before.ctx');
  if (typeof raw.before.hist !== 'string') throw new Error('has no before.hist');
  if (typeof raw.sugg.text !== 'string' || typeof raw.sugg.chars_left !== 'number') throw new Error('has no sugg.text');
  if (raw.label !== 0 && raw.label !== 1 && raw.label !== null) throw new Error('has no label');
  return raw;
}

function inputOf({ lang, before, sugg }: RawAcceptanceRow, past: readonly RawAcceptanceRow[]): SuggestionInput {
  const previous = past.at(-1);
  const rejected = past.filter(({ label }) => label === 0);
  const taken = previous?.label === 1 ? previous.sugg.chars_left : 0;
  const byHand = before.doc_delta === null ? undefined : before.doc_delta - taken;
  const seconds = (before.ms_since_prev_shown ?? 0) / 1_000;
  return {
    before: before.ctx.slice(-GATE_WINDOW),
    place: placeIn(before.ctx, lang),
    documentLength: before.doc_chars,
    offset: before.cursor_offset,
    sinceShown: before.ms_since_prev_shown ?? undefined,
    sinceAccepted: before.ms_since_prev_accept ?? undefined,
    outcomes: before.hist,
    rejectedHere: rejected.some((row) => lineOf(row) === lineOf({ before })),
    rhythm:
      byHand === undefined
        ? undefined
        : {
            typed: Math.max(0, byHand),
            deleted: Math.max(0, -byHand),
            // The study logged neither keystrokes nor undo; what is left is the mean since the last show.
            undone: false,
            charactersPerSecond: seconds > 0 ? Math.max(0, byHand) / seconds : undefined,
            sinceEdit: undefined,
          },
    source: 'model',
    text: leftOf(sugg),
    firstLine: undefined,
    typedAgainst: undefined,
    rejectedBefore: sugg.seen_text_outcome === 'R',
    rejectedTexts: rejected.slice(-3).map((row) => leftOf(row.sugg)),
    logProbabilities: logProbabilitiesOf(sugg),
    confidence: undefined,
    engineText: undefined,
  };
}

const lineOf = ({ before }: Pick<RawAcceptanceRow, 'before'>): string =>
  before.ctx.slice(before.ctx.lastIndexOf('\n') + 1).trim();

function leftOf({ text, chars_left: left }: RawAcceptanceRow['sugg']): string {
  return text.slice(Math.max(0, text.length - left));
}

function logProbabilitiesOf(sugg: RawAcceptanceRow['sugg']): SuggestionInput['logProbabilities'] {
  const { mean_logprob: mean, mean_alt_logprob: alternative, tokens } = sugg;
  if (typeof mean !== 'number') return undefined;
  return {
    mean,
    sum: mean * tokens,
    first: undefined,
    minimum: undefined,
    entropy: undefined,
    topTwoGap: typeof alternative === 'number' ? mean - alternative : undefined,
  };
}

/** By the lexer, from the window alone: a docstring that began before it is taken for code. */
function placeIn(text: string, lang: string): CursorPlace {
  const language = languageSyntax(lang);
  if (language.kind === 'prose') return 'prose';
  const lines = text.split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)!.length };
  return cursorPlace(position, language, new LineStates(language), (line) => lines[line] ?? '');
}
