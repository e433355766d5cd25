// Where downloads that outlive a clone are kept: Node, the VS Code host, the model server.
// Plain JavaScript without dependencies, because bootstrap.mjs runs before anything is installed.
import os from 'node:os';
import path from 'node:path';

/** @returns {string} absolute path of Sotto's folder in the user's cache; not created. `SOTTO_CACHE` overrides it. */
export function cacheFolder() {
  if (process.env.SOTTO_CACHE) return path.resolve(process.env.SOTTO_CACHE);
  const home = os.homedir();
  if (process.platform === 'win32') {
    return path.join(process.env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'sotto', 'Cache');
  }
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Caches', 'sotto');
  return path.join(process.env.XDG_CACHE_HOME ?? path.join(home, '.cache'), 'sotto');
}
