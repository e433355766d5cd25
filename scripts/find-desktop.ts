import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { findOnPath, firstFile } from './lib/find-program.ts';

/** The command of a VS Code that can open a window here, or `undefined`. */
export function findDesktop(): string | undefined {
  // Inside a terminal of a remote VS Code, `code` is a small helper that cannot load an extension from a folder.
  if (process.env['VSCODE_IPC_HOOK_CLI']) return undefined;
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return undefined;
  // VS Code's command refuses to run as root.
  if (process.getuid?.() === 0) return undefined;
  return findOnPath(['code', 'code-insiders', 'codium']) ?? firstFile(usualPlaces());
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    const applications = ['/Applications', path.join(os.homedir(), 'Applications')];
    const commands = [
      'Visual Studio Code.app/Contents/Resources/app/bin/code',
      'Visual Studio Code - Insiders.app/Contents/Resources/app/bin/code',
      'VSCodium.app/Contents/Resources/app/bin/codium',
    ];
    return applications.flatMap((folder) => commands.map((command) => path.join(folder, command)));
  }
  if (process.platform === 'win32') {
    const folders = [path.join(process.env['LOCALAPPDATA'] ?? '', 'Programs'), process.env['PROGRAMFILES'] ?? ''];
    const commands = [
      'Microsoft VS Code/bin/code.cmd',
      'Microsoft VS Code Insiders/bin/code-insiders.cmd',
      'VSCodium/bin/codium.cmd',
    ];
    return folders.flatMap((folder) => commands.map((command) => path.join(folder, command)));
  }
  return ['/usr/share/code/bin/code', '/usr/share/codium/bin/codium', '/snap/bin/code', '/snap/bin/codium'];
}
