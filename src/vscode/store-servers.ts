import * as vscode from 'vscode';
import { ROLES, type ServerRole, type ServerSetting } from '../core/settings/servers.ts';
import { currentPlace } from './place.ts';
import type { SettingsReader } from './settings.ts';

/** Sets one server for these roles at this place, in the person's own settings; `undefined` takes the roles out. */
export async function storeServers(
  settings: SettingsReader,
  roles: readonly ServerRole[],
  server: ServerSetting | undefined,
): Promise<void> {
  const all = settings.current().servers;
  const place = currentPlace().keys[0] ?? 'local';
  const known = all[place] ?? {};
  const entry = Object.fromEntries(
    ROLES.flatMap((role) => {
      const wanted = roles.includes(role) ? server : known[role];
      return wanted === undefined ? [] : [[role, wanted]];
    }),
  );
  await vscode.workspace
    .getConfiguration('sotto')
    .update('servers', { ...all, [place]: entry }, vscode.ConfigurationTarget.Global);
}
