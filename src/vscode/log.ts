import type * as vscode from 'vscode';
import type { Log, LogFields } from '../core/base/log.ts';

/** Structured lines in the output channel "Sotto"; its level is the user's (gear in the panel). */
export function channelLog(channel: vscode.LogOutputChannel): Log {
  return {
    trace: (event, fields) => channel.trace(line(event, fields)),
    info: (event, fields) => channel.info(line(event, fields)),
    warn: (event, fields) => channel.warn(line(event, fields)),
  };
}

function line(event: string, fields: LogFields = {}): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return `${event} ${JSON.stringify(Object.fromEntries(given))}`;
}
