import * as vscode from 'vscode';

/**
 * Extensions that are known to offer inline completions. The API does not tell whose ghost text is drawn, and VS Code
 * draws that of the first provider that has any: while one of these is active, an outcome says little about ours. One
 * that runs in another extension host (a browser's, say) is not seen.
 */
const KNOWN_IDS: readonly string[] = [
  'GitHub.copilot',
  'GitHub.copilot-chat',
  'VisualStudioExptTeam.vscodeintellicode-completions',
  'AmazonWebServices.amazon-q-vscode',
  'Google.geminicodeassist',
  'Codeium.codeium',
  'Supermaven.supermaven',
  'TabNine.tabnine-vscode',
  'Augment.vscode-augment',
  'sourcegraph.cody-ai',
  'Continue.continue',
  'TabbyML.vscode-tabby',
  'ggml-org.llama-vscode',
  'rjmacarthy.twinny',
  'kilocode.Kilo-Code',
];

export function otherProviderActive(): boolean {
  return KNOWN_IDS.some((id) => vscode.extensions.getExtension(id)?.isActive === true);
}
