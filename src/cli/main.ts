#!/usr/bin/env node
import { ask } from './ask.ts';
import { complete } from './complete.ts';
import { evaluate } from './eval.ts';
import { gate } from './gate.ts';
import { indexFolder } from './index-folder.ts';
import { UsageError } from './usage-error.ts';

const USAGE = `usage: sotto complete FILE[:LINE[:COLUMN]] [--automatic | --context] [--json]
       sotto index [DIR] [--json]
       sotto ask QUESTION [--root DIR] [--file FILE] [--json]
       sotto gate explain FILE[:LINE[:COLUMN]] [--json]
       sotto eval RECORDING [--root DIR] [--json]
       sotto eval --server URL --tasks crossfile|typing [--prompt-layout] [--model NAME] [--n 100] [--out FILE] [--json]

  complete   what Sotto would suggest at that place (lines and columns count from 1; default: the end of the file)
             --automatic   as while typing: trigger rules and gate apply; without it, as when asked for
             --context     instead: what of the repository would go along with the request, and why
             --json        one JSON object with reason, probabilities and times
  index      reads a folder, or what changed in it since, and says what is in it
             --json        one JSON object
  ask        what the index answers without a model: "where is X", "who calls X", "what changes if I change X", and of a
             file "outline" and "what does this import"
             --root        the folder; the project around the current one if not given
             --file        the file that the question is about
             --json        one JSON object
  gate       what the gate makes of what would be suggested there while typing, and by what; for who has just begun
             --json        one JSON object, with every number
  eval       what Sotto would do in a recorded session: what it would ask, show and hide, and what would be accepted
             --root        the folder that the session was recorded in; the current one if not given
             --server      instead: how well the model there fills in what is missing in files, with the gate and without
             --tasks       crossfile: --in TASKS.jsonl --cache DIR; typing: the files under --root, cursors by --seed
             --prompt-layout   each prompt layout beside the other
             --json        one JSON object`;

const commands: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  complete,
  index: indexFolder,
  ask,
  gate,
  eval: evaluate,
};

async function main([name, ...args]: string[]): Promise<number> {
  const command = name === undefined ? undefined : commands[name];
  if (command === undefined) {
    console.error(name === undefined || name === '--help' ? USAGE : `sotto: unknown command: ${name}\n${USAGE}`);
    return name === '--help' ? 0 : 2;
  }
  try {
    return await command(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`sotto: ${error.message}`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
