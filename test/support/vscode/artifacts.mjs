// What is kept of an end-to-end test that failed: a screenshot, the browser console, the server's output and VS Code's own logs.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ARTIFACTS =
  process.env.MPS_ARTIFACTS ?? path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '.test-artifacts');

/** Never throws: it runs when a test has failed already, and that failure must be the one that is reported. */
export async function keepArtifacts(vscode, name, consoleLines) {
  const folder = path.join(ARTIFACTS, name);
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'console.log'), consoleLines.join('\n'));
    fs.writeFileSync(path.join(folder, 'server.log'), vscode.log());
    const logs = path.join(vscode.userData, 'logs');
    if (fs.existsSync(logs)) fs.cpSync(logs, path.join(folder, 'logs'), { recursive: true, force: true });
    await vscode.page.screenshot({ path: path.join(folder, 'window.png') });
  } catch (error) {
    console.error(`Not everything could be kept: ${error.message}`);
  }
  console.log(`See ${folder}`);
}
