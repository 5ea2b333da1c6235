/** The page of a view: a script and a style sheet from the extension, and nothing else may be loaded. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

export interface Page {
  /** Name of its script and its style sheet. */
  readonly bundle: string;
  readonly title: string;
}

export function pageHtml(webview: vscode.Webview, distFolder: vscode.Uri, { bundle, title }: Page): string {
  const script = webview.asWebviewUri(vscode.Uri.joinPath(distFolder, `${bundle}.js`)).toString();
  const style = webview.asWebviewUri(vscode.Uri.joinPath(distFolder, `${bundle}.css`)).toString();
  const nonce = randomBytes(18).toString('base64');
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'; img-src blob:;`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${style}">
  <title>${title}</title>
</head>
<body>
  <div id="app"></div>
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
