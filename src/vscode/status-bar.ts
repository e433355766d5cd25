import * as vscode from 'vscode';
import { languageEnabled } from '../core/settings/settings.ts';
import { whatLeaves } from '../core/settings/what-leaves.ts';
import type { IndexActivity } from '../node/start-children.ts';
import type { FirstSteps } from './first-steps.ts';
import type { HiddenSuggestion } from './hidden-suggestion.ts';
import type { ImportsOnAccept } from './imports-on-accept.ts';
import type { Servers } from './servers.ts';
import type { SettingsReader } from './settings.ts';
import type { Switches } from './switches.ts';

export interface StatusBar extends vscode.Disposable {
  /** `undefined` before the first index is there. */
  indexed(files: number | undefined): void;
  indexing(activity: IndexActivity): void;
}

/** One item: the state at a glance, the menu on a click. It appears when Sotto is ready to be asked. */
export function createStatusBar(
  settings: SettingsReader,
  switches: Switches,
  servers: Servers,
  firstSteps: FirstSteps,
  hidden: Pick<HiddenSuggestion, 'isHiding' | 'onDidChange'>,
  imports: Pick<ImportsOnAccept, 'announced' | 'onDidChange'>,
  now: () => number,
): StatusBar {
  const item = vscode.window.createStatusBarItem('sotto.status', vscode.StatusBarAlignment.Right, 100);
  let files: number | undefined;
  let activity: IndexActivity | undefined;
  item.name = 'Sotto';
  item.command = 'sotto.menu';

  function draw(): void {
    const { icon, state } = currentState();
    item.text = `$(${icon}) Sotto`;
    const hint = firstSteps.isNew() ? '\nNew here? A click opens the menu; Get started is in it.' : '';
    const accepting = imports.announced().map((line) => `\nAccepting the suggestion adds ${line}`);
    item.tooltip = `Sotto: ${state}${accepting.join('')}\n${whatIsKnown()}\n${whatLeaves(servers.view())}${hint}`;
    item.accessibilityInformation = { label: `Sotto, ${state}`, role: 'button' };
  }

  function whatIsKnown(): string {
    const cut =
      activity?.last?.isCut === true
        ? ' It is a large one: of open folders the definitions, of the rest the text.'
        : '';
    const known = files === undefined ? '' : `Knows ${files.toLocaleString()} files of this workspace.${cut}`;
    if (activity?.state === 'paused') return `${known} Reading it is paused.`.trimStart();
    if (activity?.state !== 'indexing' && files !== undefined) return known;
    const { files: read = 0, expected } = activity?.progress ?? {};
    const progress = expected === undefined ? read : `${read.toLocaleString()} of about ${expected.toLocaleString()}`;
    return `Reading the workspace …${read === 0 ? '' : ` ${progress.toLocaleString()} files`}`;
  }

  function currentState(): { icon: string; state: string } {
    const language = vscode.window.activeTextEditor?.document.languageId;
    const until = switches.snoozedUntil();
    if (!settings.current().enabled) return { icon: 'circle-slash', state: 'off' };
    if (until !== undefined) {
      return { icon: 'bell-slash', state: `snoozing for ${Math.ceil((until - now()) / 60_000)} more minutes` };
    }
    if (language !== undefined && !languageEnabled(settings.current(), language)) {
      return { icon: 'circle-slash', state: `off for ${language}` };
    }
    // As wide as the other sign, so that nothing moves.
    if (hidden.isHiding()) return { icon: 'eye-closed', state: 'on, holding a suggestion back (Alt+\\ shows it)' };
    return files === undefined
      ? { icon: 'sync~spin', state: 'on, reading the workspace' }
      : { icon: 'sparkle', state: 'on' };
  }

  const subscriptions = [
    item,
    settings.onDidChange(draw),
    switches.onDidChange(draw),
    servers.onDidChange(draw),
    firstSteps.onDidChange(draw),
    hidden.onDidChange(draw),
    imports.onDidChange(draw),
    vscode.window.onDidChangeActiveTextEditor(draw),
  ];
  draw();
  item.show();
  return {
    indexed(count) {
      files = count;
      draw();
    },
    indexing(now) {
      activity = now;
      draw();
    },
    dispose: () => subscriptions.forEach((subscription) => subscription.dispose()),
  };
}
