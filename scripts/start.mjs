// The first thing a newcomer runs: starts the test server on this computer, runs the GET example on the simulated ESP32 against it,
// shows what came back, and says how to open the extension in VS Code. It needs no network.
// Usage: npm start
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { BUNDLES, FIRMWARE } from './bundles.mjs';
import { DIST, ROOT } from './build.mjs';

const EXAMPLE = path.join('examples', 'http_get.py');
const HOST_NAME = 'www.example.com';
const SERVER_LIMIT_MS = 10_000;

async function start() {
  const missing = [...BUNDLES.map(({ out }) => out), FIRMWARE].filter((name) => !fs.existsSync(path.join(DIST, name)));
  if (missing.length > 0) throw new Error(`dist/ lacks ${missing.join(', ')}. Run: npm run build`);

  const server = spawn(process.execPath, [path.join(DIST, 'testServer.js'), '--exit-with-stdin'], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const port = await readPort(server);
    const args = ['run', EXAMPLE, '--alias', `${HOST_NAME}=127.0.0.1:${port}`];
    console.log(`A test server listens on 127.0.0.1:${port}; on the simulated ESP32 it is called ${HOST_NAME}.`);
    console.log(`\n$ node dist/cli.js ${args.join(' ')}\n`);
    const { exitCode, output } = await runExample(args);
    if (exitCode !== 0) throw new Error(`${EXAMPLE} ended with exit code ${exitCode}.`);
    if (!/HTTP\/1\.\d \d+/.test(output)) throw new Error(`${EXAMPLE} ended well, but no HTTP answer is in what it printed.`);
    console.log(`\nThe script received ${/HTTP\/1\.\d \d+[^\r\n'"\\]*/.exec(output)[0]} over a socket of the simulated board.`);
    sayWhatIsNext();
  } finally {
    server.kill();
  }
}

/** The server's first line is `{"port":N}`. */
async function readPort(server) {
  let limit;
  const lines = readline.createInterface({ input: server.stdout });
  try {
    const line = await new Promise((resolve, reject) => {
      lines.once('line', resolve);
      server.once('error', reject);
      server.once('exit', (code, signal) => reject(new Error(`The test server left with ${code ?? signal}.`)));
      limit = setTimeout(() => reject(new Error(`The test server named no port in ${SERVER_LIMIT_MS / 1000} s.`)), SERVER_LIMIT_MS);
    });
    return JSON.parse(line).port;
  } finally {
    clearTimeout(limit);
    lines.close();
    server.stdout.resume(); // it must never wait for us to read
  }
}

/** Shows the script's output as it comes and hands it back as well. */
function runExample(args) {
  return new Promise((resolve, reject) => {
    const example = spawn(process.execPath, [path.join(DIST, 'cli.js'), ...args], { cwd: ROOT, stdio: ['inherit', 'pipe', 'inherit'] });
    let output = '';
    example.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      output += chunk;
    });
    example.once('error', reject);
    example.once('close', (code, signal) => resolve({ exitCode: code ?? signal, output }));
  });
}

function sayWhatIsNext() {
  console.log(`
To see it in VS Code, with every byte in the Sockets panel:
  code --extensionDevelopmentPath=${ROOT} ${path.join(ROOT, 'examples')}
or install it for good:
  npm run package && code --install-extension micropython-sockets-*.vsix
then open http_get.py and press the play button (Run on Simulated ESP32).`);
}

try {
  await start();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
