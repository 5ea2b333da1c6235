/** What the relinked image needs and offers, and that no script gets from it into JavaScript. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Errno } from '../../../shared/src';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { runToEnd } from '../../support/runs';

const module = new WebAssembly.Module(readFileSync(join(DIST, 'micropython-esp32.wasm')));
const board = new SimulatedBoard({ distFolder: DIST });
afterAll(() => board.dispose());

const C_LIBRARY = [
  ...['chdir', 'getcwd', 'getdents64', 'mkdirat', 'openat', 'poll_nonblocking', 'renameat', 'rmdir', 'stat64', 'statfs64', 'unlinkat'].map(
    (name) => `env.__syscall_${name}`,
  ),
  ...['_abort_js', 'emscripten_resize_heap', 'mp_js_random_u32', 'mp_js_ticks_ms', 'mp_js_time_ms'].map((name) => `env.${name}`),
  ...['close', 'read', 'seek', 'sync', 'write'].map((name) => `wasi_snapshot_preview1.fd_${name}`),
];

describe('the image', () => {
  it('imports functions of the C library, the calls of native modules, frozen modules, the rest of a text, the text of floats, the look at what is pending and at what is compared, and nothing else', () => {
    const imports = WebAssembly.Module.imports(module);
    const host = ['call', 'compared', 'format_float', 'frozen', 'more', 'pending'].map((name) => `host.${name}`);
    expect(imports.map(({ module: from, name }) => `${from}.${name}`).sort()).toEqual([...C_LIBRARY, ...host].sort());
    expect(new Set(imports.map(({ kind }) => kind))).toEqual(new Set(['function']));
  });

  it('exports what the worker uses, and none of the shipped proxies between Python and JavaScript', () => {
    const exported = WebAssembly.Module.exports(module).map(({ name }) => name);
    for (const name of ['memory', 'mp_js_init', 'mp_handle_pending', 'nlr_jump', 'm_malloc', 'scheduler_state', 'first_native'])
      expect(exported).toContain(name);
    expect(exported.filter((name) => name.includes('proxy') || name.includes('register_js'))).toEqual([]);
  });
});

describe('a script', () => {
  it.for(['js', 'jsffi', 'pyscript', 'webassembly'])('cannot import %s', async (name) => {
    const run = await runToEnd(board, `import ${name}`);
    expect(run.stderr).toContain(`ImportError: no module named '${name}'\n`);
  });

  it('finds no object that leads into JavaScript', async () => {
    const run = await runToEnd(
      board,
      `
import sys, builtins
names = set()
for module in [builtins] + [__import__(name) for name in ("sys", "os", "io", "gc", "micropython", "time", "select", "vfs", "_asyncio")]:
    names |= set(dir(module))
print([name for name in sorted(names) if "js" in name.lower()])
`,
    );
    expect([run.stdout, run.stderr]).toEqual(['[]\n', '']);
  });

  it('sees the ESP32’s error numbers, those of its errno module by name', async () => {
    const run = await runToEnd(
      board,
      `
import errno
print([(name, getattr(errno, name)) for name in sorted(dir(errno)) if name[0] == "E"])
print(sorted(errno.errorcode.items()) == sorted((getattr(errno, name), name) for name in dir(errno) if name[0] == "E"))
print(all(str(OSError(number)) == "[Errno %d] %s" % (number, name) for number, name in errno.errorcode.items()))
`,
    );
    const [pairs = '', ...rest] = run.stdout.trim().split('\n');
    const numbers = new Map([...pairs.matchAll(/'(\w+)', (\d+)/g)].map(([, name, number]) => [name ?? '', Number(number)]));
    expect(rest).toEqual(['True', 'True']);
    expect(numbers.size).toBe(22);
    const table: Readonly<Record<string, number>> = { ...Errno, EPERM: 1 };
    for (const [name, number] of numbers) expect([name, number]).toEqual([name, table[name]]);
  });
});
