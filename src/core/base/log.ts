/** One structured line per event. `fields` never holds source text or prompts below `trace`. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  trace(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
}

export const silentLog: Log = { trace() {}, info() {}, warn() {} };
