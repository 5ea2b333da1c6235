/** The page of the Sockets panel: a script and a style sheet from the extension, and nothing else may be loaded. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

export function panelHtml(webview: vscode.Webview, distFolder: vscode.Uri): string {
  const script = webview.asWebviewUri(vscode.Uri.joinPath(distFolder, 'panel.js')).toString();
  const style = webview.asWebviewUri(vscode.Uri.joinPath(distFolder, 'panel.css')).toString();
  const nonce = randomBytes(18).toString('base64');
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}';`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${style}">
  <title>Sockets</title>
</head>
<body>
  <div id="app"></div>
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
