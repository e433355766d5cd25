import * as vscode from 'vscode';
import type { ContextItem } from '../../core/chat/context-item.ts';
import { displayName } from '../edit/judge-target.ts';
import { mayNotSend } from './may-send.ts';

/** More than that is a broken build, and the first ones say why. */
const MOST_PROBLEMS = 60;

/** The errors and warnings that the editor shows: of the range where one is given, else of the document, else of all files. */
export function problemItem(where?: { readonly uri: vscode.Uri; readonly range?: vscode.Range }): ContextItem {
  const place = where === undefined ? 'the workspace' : displayName(where.uri);
  return {
    key: `problems:${where?.uri.toString() ?? ''}`,
    kind: 'problems',
    label: 'problems',
    detail: `Errors and warnings in ${place}`,
    name: `problems in ${place}`,
    async read() {
      const refused = where === undefined ? undefined : await mayNotSend(where.uri);
      if (refused !== undefined) return { kind: 'refused', reason: refused };
      const lines = await problemLines(where);
      if (lines.length === 0) return { kind: 'refused', reason: `The editor shows no problems in ${place}.` };
      return { kind: 'text', text: lines.join('\n') };
    },
  };
}

async function problemLines(where: Parameters<typeof problemItem>[0]): Promise<readonly string[]> {
  const all =
    where === undefined
      ? vscode.languages.getDiagnostics()
      : [[where.uri, vscode.languages.getDiagnostics(where.uri)] as const];
  const lines: string[] = [];
  for (const [uri, diagnostics] of all) {
    const told = diagnostics.filter(
      ({ severity, range }) =>
        severity <= vscode.DiagnosticSeverity.Warning &&
        (where?.range === undefined || where.range.intersection(range) !== undefined),
    );
    // A message may quote what is in the file.
    if (told.length === 0 || (await mayNotSend(uri)) !== undefined) continue;
    for (const { range, severity, message, source } of told) {
      const kind = severity === vscode.DiagnosticSeverity.Error ? 'error' : 'warning';
      const by = source === undefined ? '' : ` (${source})`;
      lines.push(`${displayName(uri)}:${range.start.line + 1}: ${kind}: ${message.replaceAll(/\s+/g, ' ')}${by}`);
      if (lines.length === MOST_PROBLEMS) return lines;
    }
  }
  return lines;
}
