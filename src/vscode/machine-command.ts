import * as vscode from 'vscode';
import type { RequestHistory } from '../core/completion/request-history.ts';
import type { Sotto } from '../node/create-pipeline.ts';
import {
  engineDoes,
  indexerDoes,
  type ProcessReport,
  reportOf,
  requestsLine,
  type Sample,
  sampleChild,
  usageLine,
} from '../node/machine-report.ts';
import type { Servers } from './servers.ts';

export interface MachineOptions {
  readonly sotto: Sotto;
  readonly servers: Pick<Servers, 'sentCount'>;
  readonly requests: RequestHistory;
  now(): number;
}

interface Samples {
  readonly engine: Sample | undefined;
  readonly indexer: Sample | undefined;
  readonly host: Sample;
}

/** Processor shares are those since the last look. Looks only while someone does. */
const LOOK_EVERY_MS = 1_000;

/** *Sotto: Why Is My Machine Busy?*: what each process uses and does, and what can be done about it. */
export function registerMachineCommand(options: MachineOptions): vscode.Disposable {
  return vscode.commands.registerCommand('sotto.machine', () => showMachine(options));
}

export async function machineReport(
  { sotto, now }: Pick<MachineOptions, 'sotto' | 'now'>,
  before?: Samples,
): Promise<{ readonly samples: Samples; readonly processes: readonly ProcessReport[] }> {
  const { engine, indexer } = sotto;
  const [engineSample, indexerSample] = await Promise.all([sampleChild(engine, now), sampleChild(indexer, now)]);
  const { user, system } = process.cpuUsage();
  const host: Sample = {
    pid: process.pid,
    rssMB: Math.round(process.memoryUsage.rss() / 1_000_000),
    cpuMs: (user + system) / 1000,
    atMs: now(),
  };
  return {
    samples: { engine: engineSample, indexer: indexerSample, host },
    processes: [
      reportOf('Engine', engineDoes(engine), before?.engine, engineSample),
      reportOf('Indexer', indexerDoes(indexer.pid, sotto.indexActivity()), before?.indexer, indexerSample),
      reportOf('Extension host', 'runs all extensions, not Sotto alone', before?.host, host),
    ],
  };
}

interface Row extends vscode.QuickPickItem {
  run?(): unknown;
}

async function showMachine(options: MachineOptions): Promise<void> {
  const pick = vscode.window.createQuickPick<Row>();
  pick.title = 'Sotto: why is my machine busy?';
  pick.placeholder = 'What Sotto does now, and what can be done about it';
  pick.keepScrollPosition = true;
  const actions = actionRows(options.sotto);
  let samples: Samples | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isOpen = true;
  const look = async (): Promise<void> => {
    const report = await machineReport(options, samples);
    if (!isOpen) return;
    samples = report.samples;
    const active = pick.activeItems.map(({ label }) => label);
    pick.items = [...rows(options, report.processes), ...actions];
    pick.activeItems = pick.items.filter(({ label }) => active.includes(label));
    timer = setTimeout(() => void look(), LOOK_EVERY_MS);
  };
  pick.onDidAccept(() => {
    const [chosen] = pick.selectedItems;
    pick.hide();
    void chosen?.run?.();
  });
  pick.onDidHide(() => {
    isOpen = false;
    clearTimeout(timer);
    pick.dispose();
  });
  pick.show();
  await look();
}

function rows({ servers, requests, now }: MachineOptions, processes: readonly ProcessReport[]): Row[] {
  return [
    ...processes.map((process_) => ({
      label: `$(pulse) ${process_.name}`,
      description: usageLine(process_),
      detail: process_.doing,
    })),
    {
      label: '$(arrow-swap) Requests',
      detail: requestsLine(requests.list(), servers.sentCount(), now()),
    },
    { label: 'What can be done', kind: vscode.QuickPickItemKind.Separator },
  ];
}

function actionRows(sotto: Sotto): Row[] {
  const isPaused = sotto.indexActivity().state === 'paused';
  return [
    isPaused
      ? { label: '$(debug-continue) Resume indexing', run: () => sotto.resumeIndexing() }
      : { label: '$(debug-pause) Pause indexing', run: () => sotto.pauseIndexing() },
    {
      label: '$(debug-restart) Restart both processes',
      run() {
        sotto.engine.restart();
        sotto.indexer.restart();
      },
    },
    { label: '$(exclude) Leave folders out of the index …', run: explainExcluding },
    { label: '$(output) Show log', run: () => vscode.commands.executeCommand('sotto.showLog') },
  ];
}

async function explainExcluding(): Promise<void> {
  const open = 'Open .sottoignore';
  const chosen = await vscode.window.showInformationMessage(
    'Sotto does not read what .gitignore leaves out, nor what a file .sottoignore in the folder names, in the same way.',
    open,
  );
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (chosen !== open || folder === undefined) return;
  const file = vscode.Uri.joinPath(folder.uri, '.sottoignore');
  const exists = await vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  await vscode.window.showTextDocument(exists ? file : file.with({ scheme: 'untitled' }));
}
