import * as vscode from 'vscode';

interface LanguageContribution {
  readonly id?: unknown;
  readonly aliases?: readonly unknown[];
}

/** As VS Code writes it, "TypeScript" for `typescript`: it has no API for that, but the manifests say it. */
export function languageName(languageId: string): string {
  for (const { packageJSON } of vscode.extensions.all) {
    // Of other extensions: anything may be there.
    const languages: unknown = packageJSON?.contributes?.languages;
    if (!Array.isArray(languages)) continue;
    const found = (languages as LanguageContribution[]).find(
      (language) => language?.id === languageId && typeof language.aliases?.[0] === 'string',
    );
    if (found !== undefined) return String(found.aliases?.[0]);
  }
  return languageId;
}
