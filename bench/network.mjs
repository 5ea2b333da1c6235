// What goes over the network: the same scripts under the simulator and under CPython, against the same servers and clients.
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { bench, cpython, parse, run, serve, simulator } from './processes.mjs';
import { startBenchServer } from './server.mjs';

const CLIENTS = 1000;
const CONNECTIONS = 50;
const LINES = 200;
const SCRIPTS = ['transfer.py', 'connects.py', 'datagrams.py', 'secure.py'];

/** Rows of the table: name, the simulator's value, the peer, its value, and the ratio. */
export async function measureNetwork(python) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const server = await startBenchServer();
  try {
    const scripts = path.join(bench, 'scripts');
    for (const name of readdirSync(scripts)) copyFileSync(path.join(scripts, name), path.join(folder, name));
    writeAddresses(folder, server.ports);
    const rows = [];
    for (const name of SCRIPTS) rows.push(...(await compareScript(python, path.join(folder, name))));
    rows.push(await compareServer(python, folder, server.ports, 'accepts/s', 'accepts.py', ['accepts', CLIENTS]));
    rows.push(
      await compareServer(python, folder, server.ports, `asyncio echo, ${CONNECTIONS} clients, 8 at a time, lines/s`, 'echo_server.py', [
        'echo',
        CONNECTIONS,
        LINES,
      ]),
    );
    return rows;
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeAddresses(folder, addresses) {
  const lines = Object.entries(addresses).map(([name, value]) => `${name} = ${value}\n`);
  writeFileSync(path.join(folder, 'addresses.py'), lines.join(''));
}

async function compareScript(python, script) {
  const ours = parse((await run(...simulator(script))).output);
  const theirs = python ? parse((await run(...cpython(python, script))).output) : new Map();
  return [...ours].map(([name, value]) => row(name, value, theirs.get(name)));
}

async function compareServer(python, folder, ports, name, script, [job, ...numbers]) {
  const rate = async (start) => {
    const port = await freePort();
    writeAddresses(folder, { ...ports, LISTEN_PORT: port, CLIENTS });
    const server = await serve(...start(path.join(folder, script)));
    try {
      const { output } = await run(process.execPath, [path.join(bench, 'clients.mjs'), job, port, ...numbers].map(String));
      return parse(output).get('rate');
    } finally {
      await server.stop();
    }
  };
  const ours = await rate(simulator);
  const theirs = python ? await rate((path) => cpython(python, path)) : undefined;
  return row(name, ours, theirs);
}

const row = (name, ours, theirs) => [name, ours, theirs === undefined ? '-' : 'CPython', theirs, ours / (theirs ?? NaN)];

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
