import type * as vscode from 'vscode';
import type { BoundKey } from '../core/models/egress.ts';

/** Keys of model servers: in VS Code's secret storage only, each under the origin that it was entered for. */
export interface Keys {
  read(origin: string): Promise<BoundKey | undefined>;
  write(origin: string, value: string): Promise<void>;
  forget(origin: string): Promise<void>;
}

export function createKeys(secrets: vscode.SecretStorage): Keys {
  const name = (origin: string): string => `sotto.key:${origin}`;
  return {
    async read(origin) {
      const value = await secrets.get(name(origin));
      return value === undefined ? undefined : { origin, value };
    },
    write: async (origin, value) => secrets.store(name(origin), value),
    forget: async (origin) => secrets.delete(name(origin)),
  };
}
