/** The relinked VM has a heap of fixed size, and a collector that frees garbage and nothing else. */
import { afterAll, describe, expect, it } from 'vitest';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { runToEnd } from '../../support/runs';

const SMALL_HEAP = 32 * 1024;

const board = new SimulatedBoard({ distFolder: DIST });
afterAll(() => board.dispose());

async function output(source: string, heapSizeBytes = SMALL_HEAP): Promise<string> {
  const run = await runToEnd(board, source, { heapSizeBytes });
  return run.stdout + run.stderr;
}

describe('the heap', () => {
  it.for([32, 160, 1024])('has the size that was asked for: %i KB', async (sizeKb) => {
    const free = Number(await output('import gc\ngc.collect()\nprint(gc.mem_free() + gc.mem_alloc())', sizeKb * 1024));
    // The collector's own tables are taken from it.
    expect(free).toBeGreaterThan(sizeKb * 1024 * 0.93);
    expect(free).toBeLessThanOrEqual(sizeKb * 1024);
  });

  it('does not grow: what does not fit raises MemoryError with the ESP32’s text', async () => {
    const source = `
try:
    bytearray(40000)
except MemoryError as e:
    print(e)
def fill(kept):
    try:
        while True:
            kept.append(bytearray(500))
    except MemoryError:
        count = len(kept)
    for _ in range(4):  # room for the next exception and its text
        kept.pop()
    try:
        bytearray(4000)
    except MemoryError as e:
        kept.clear()
        return str(e), 40 < count < 64
print(*fill([]))
bytearray(40000)
`;
    expect(await output(source)).toBe(
      'memory allocation failed, allocating 40000 bytes\nmemory allocation failed, allocating 4000 bytes True\n' +
        'Traceback (most recent call last):\n  File "test.py", line 20, in <module>\n' +
        'MemoryError: memory allocation failed, allocating 40000 bytes\n',
    );
  });

  it('is as empty after a long time with garbage as it was before', async () => {
    const source = `
import gc
def work(n):
    for i in range(n):
        text = "number %d" % i
        parts = text.split() + [i * 1.5, {i: text}, (i, text), lambda: text]
def free():
    gc.collect()
    return gc.mem_free()
work(10)
free()
before = free()
work(60000)
free()
print(before - free())
`;
    // A block or two may hang on words that an earlier call left on the stack, as on the board.
    expect(Math.abs(Number(await output(source)))).toBeLessThanOrEqual(128);
  });
});

/** Each fills the heap with garbage while something lives, so that collections fall into the middle of the work. */
const LIVE = {
  'a list built from a generator': `
def numbers(n):
    for i in range(n):
        yield "item " + str(i)
result = list(numbers(300))
check = all(result[i] == "item %d" % i for i in range(300)) and len(result) == 300`,
  'a list sorted with a key that allocates': `
def key(i):
    return "%05d" % (i * 7919 % 1000), [i] * 4
result = sorted(range(200), key=key)
check = [i * 7919 % 1000 for i in result] == sorted(i * 7919 % 1000 for i in range(200))`,
  'deep dictionaries': `
tree = node = {}
for i in range(100):
    node["next"] = {"value": str(i) * 3}
    node = node["next"]
check, node = True, tree
for i in range(100):
    node = node["next"]
    check = check and node["value"] == str(i) * 3`,
  'closures and their cells': `
def adder(n):
    text = "n=" + str(n)
    def add(x):
        junk = [x] * 10
        return text + "+" + str(x)
    return add
adders = [adder(i) for i in range(60)]
junk = [str(i) for i in range(400)]
check = all(adders[i](5) == "n=%d+5" % i for i in range(60))`,
  'strings that are joined and sliced': `
text = ""
for i in range(400):
    text = (text + chr(97 + i % 26) * 3)[-1000:]
    "".join(reversed([c for c in text[:50]]))
check = text == "".join(chr(97 + i % 26) * 3 for i in range(400))[-1000:]`,
  'objects with methods, attributes and exceptions under way': `
class Node:
    def __init__(self, i):
        self.name = "node " + str(i)
        self.children = [Node(i - 1)] if i % 10 else []
    def total(self):
        try:
            junk = [str(x) for x in range(5)]
            raise ValueError(self.name)
        except ValueError as e:
            return 1 + sum(child.total() for child in self.children) if e.args[0] == self.name else -1000
nodes = [Node(i) for i in range(1, 30)]
check = [node.total() for node in nodes] == [i % 10 + 1 for i in range(1, 30)]`,
  'arguments of native functions that allocate': `
import socket, os, time
check = True
for i in range(200):
    host = "10.0.0." + str(i)
    info = socket.getaddrinfo(host, 1000 + i, 0, 0, i)
    check = check and info == [(2, 1, i, host, (host, 1000 + i))] and len(os.listdir("/")) == 1 and len(time.gmtime()) == 8`,
} as const;

describe.concurrent('collections keep alive', () => {
  it.for(Object.entries(LIVE))('%s', async ([, source]) => {
    expect(await output(`${source}\nprint(check)`)).toBe('True\n');
  });

  it.for(Object.entries(LIVE))('%s, also with a collection every few allocations', async ([, source]) => {
    expect(await output(`import gc\ngc.threshold(512)\n${source}\nprint(check)`)).toBe('True\n');
  });
});

describe('two boards', () => {
  it('that run at once share nothing', async () => {
    const source = (name: string) => `
import gc, sys
name = ${JSON.stringify(name)}
assert not hasattr(sys.modules, "shared")
sys.modules["shared"] = name
with open("file.txt", "w") as file:
    file.write(name)
items = []
for i in range(20000):
    items = (items + [name + str(i)])[-20:]
gc.collect()
print(sys.modules["shared"], open("file.txt").read(), items[0], gc.mem_free() > ${name === 'large' ? '' : '-'}100000)
`;
    const runs = [output(source('large'), 512 * 1024), output(source('small'))];
    expect(await Promise.all(runs)).toEqual(['large large large19980 True\n', 'small small small19980 True\n']);
  });
});
