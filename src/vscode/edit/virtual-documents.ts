import * as vscode from 'vscode';

export const SCHEME = 'sotto-edit';

/** What a read-only document is for: the sides of a proposal's diff, or text to read. */
export type Side = 'base' | 'proposal' | 'text';

/** Read-only documents, kept by Sotto and nowhere on disk. */
export interface VirtualDocuments extends vscode.Disposable {
  /** The name at the end of the path is what a tab shows, and tells the language. */
  uri(id: string, side: Side, path: string): vscode.Uri;
  set(uri: vscode.Uri, text: string): void;
  /** One to read by itself, gone when it is closed. */
  add(name: string, text: string): vscode.Uri;
  /** Resolves when whoever has the document open sees this text; after a second in any case. */
  shown(uri: vscode.Uri): Promise<void>;
  forget(uri: vscode.Uri): void;
}

const LONGEST_WAIT_MS = 1_000;

export function createVirtualDocuments(): VirtualDocuments {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
  });
  const closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
    if (parseVirtualUri(uri)?.side === 'text') texts.delete(uri.toString());
  });
  let added = 0;
  const documents: VirtualDocuments = {
    uri: (id, side, path) =>
      vscode.Uri.from({ scheme: SCHEME, path: path.startsWith('/') ? path : `/${path}`, query: `${id}/${side}` }),
    add(name, text) {
      const uri = documents.uri(`text-${++added}`, 'text', name);
      documents.set(uri, text);
      return uri;
    },
    set(uri, text) {
      if (texts.get(uri.toString()) === text) return;
      texts.set(uri.toString(), text);
      changed.fire(uri);
    },
    async shown(uri) {
      const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
      const isShown = (): boolean => plain(document?.getText() ?? '') === plain(texts.get(uri.toString()) ?? '');
      if (document === undefined || isShown()) return;
      await new Promise<void>((resolve) => {
        const done = (): void => {
          subscription.dispose();
          clearTimeout(timer);
          resolve();
        };
        const subscription = vscode.workspace.onDidChangeTextDocument((event) => {
          if (event.document === document && isShown()) done();
        });
        const timer = setTimeout(done, LONGEST_WAIT_MS);
      });
    },
    forget: (uri) => void texts.delete(uri.toString()),
    dispose() {
      registration.dispose();
      closing.dispose();
      changed.dispose();
    },
  };
  return documents;
}

/** The proposal's id and the side, of a document of ours. */
export function parseVirtualUri(
  uri: vscode.Uri | undefined,
): { readonly id: string; readonly side: string } | undefined {
  if (uri?.scheme !== SCHEME) return undefined;
  const [id = '', side = ''] = uri.query.split('/');
  return { id, side };
}

/** VS Code makes the line ends of a document all alike. */
const plain = (text: string): string => text.replaceAll('\r\n', '\n');
