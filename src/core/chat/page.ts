export interface ChatPageOptions {
  /** Fresh for each page: what may run is what carries it. */
  readonly nonce: string;
  /** Where the web view loads its own files from (`webview.cspSource`). */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** Of the editor, such as `en` or `de`. */
  readonly language?: string;
}

/**
 * The page of the chat's web view, empty but for its script and its style. Its policy forbids whatever the chat does not
 * need, so that text of a model that got past the sanitiser could still neither run nor load nor send anything.
 */
export function chatPage({ nonce, cspSource, scriptUri, styleUri, language = 'en' }: ChatPageOptions): string {
  if (!/^[\w+/=-]{16,}$/.test(nonce)) throw new Error('a nonce has at least 16 characters of base64');
  // VS Code gives `'self'` and an address; `'unsafe-inline'` and its like would undo the policy.
  if (/[;,"\n]/.test(cspSource) || cspSource.replaceAll("'self'", '').includes("'"))
    throw new Error(`a source cannot hold ${cspSource}`);
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
    "connect-src 'none'",
    "frame-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${attribute(language)}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <title>Sotto</title>
    <link rel="stylesheet" href="${attribute(styleUri)}">
  </head>
  <body>
    <div id="chat"></div>
    <script nonce="${attribute(nonce)}" type="module" src="${attribute(scriptUri)}"></script>
  </body>
</html>
`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
