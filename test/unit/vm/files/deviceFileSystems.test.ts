/** FAT and littlefs on a device: what is written is there when it is mounted again, whatever became of the device meanwhile. */
import { describe, expect, it } from 'vitest';
import type { BlockDevice } from '../../../../simulator/src/vm/files/blockDevice';
import { FatVolume } from '../../../../simulator/src/vm/files/fat/fatVolume';
import { FileSystemError, type FileSystem, type OpenMode } from '../../../../simulator/src/vm/files/fileSystem';
import { LittlefsVolume } from '../../../../simulator/src/vm/files/littlefs/littlefsVolume';
import { readFatMode, readLittlefsMode } from '../../../../simulator/src/vm/files/openModes';
import { errnoOf, FileSystemModel } from '../../../support/fileSystemModel';
import { RamDisk } from '../../../support/ramDisk';

const nowMs = (): number => Date.UTC(2026, 10, 25, 12, 34, 56) - Date.UTC(2000, 0, 1);
const options = { readBytes: 32, writeBytes: 32, keepsTimes: true, nowMs };

interface Format {
  readonly name: string;
  readonly format: (device: BlockDevice) => void;
  readonly mount: (device: BlockDevice) => FileSystem;
  readonly readMode: (text: string) => OpenMode | undefined;
}

const FAT: Format = {
  name: 'FAT',
  format: (device) => FatVolume.format(device, nowMs),
  mount: (device) => new FatVolume(device, nowMs),
  readMode: readFatMode,
};
const LITTLEFS: Format = {
  name: 'littlefs',
  format: (device) => LittlefsVolume.format(device, options),
  mount: (device) => new LittlefsVolume(device, options),
  readMode: readLittlefsMode,
};

function write(fileSystem: FileSystem, { readMode }: Format, path: string, text: string): number {
  const file = fileSystem.open(path, readMode('w') as OpenMode);
  const outcome = file.write(Buffer.from(text));
  return Math.min(outcome, file.close());
}

function contentsOf(fileSystem: FileSystem, { readMode }: Format): Map<string, Buffer | undefined> {
  return FileSystemModel.contents(fileSystem, readMode('r') as OpenMode);
}

function namesIn(fileSystem: FileSystem, folder = '/'): readonly string[] {
  const names: string[] = [];
  const next = fileSystem.list(folder);
  for (let entry = next(); entry; entry = next()) names.push(entry.name);
  return names;
}

describe.each([
  { kind: FAT, blockBytes: 512, blocks: 200 },
  { kind: FAT, blockBytes: 512, blocks: 20000 },
  { kind: FAT, blockBytes: 4096, blocks: 300 },
  { kind: LITTLEFS, blockBytes: 512, blocks: 300 },
  { kind: LITTLEFS, blockBytes: 4096, blocks: 100 },
  { kind: LITTLEFS, blockBytes: 128, blocks: 900 },
])('$kind.name with $blocks blocks of $blockBytes bytes', ({ kind, blockBytes, blocks }) => {
  it.each([1, 2])('holds what random operations made of it (seed %i)', (seed) => {
    const device = new RamDisk(blockBytes, blocks);
    kind.format(device);
    const model = new FileSystemModel(kind.readMode, seed * 7919);
    let fileSystem = kind.mount(device);
    for (let step = 0; step < 150; step++) {
      model.step(fileSystem);
      if (step % 50 === 49) fileSystem = kind.mount(device);
    }
    expect(contentsOf(fileSystem, kind)).toEqual(model.files);
  });
});

describe.each([FAT, LITTLEFS])('a damaged $name', (kind) => {
  it('never hangs and fails with nothing but an errno', () => {
    const whole = new RamDisk(512, 120);
    kind.format(whole);
    const model = new FileSystemModel(kind.readMode, 4711);
    const fileSystem = kind.mount(whole);
    for (let step = 0; step < 80; step++) model.step(fileSystem);
    let seed = 1;
    const draw = (below: number): number => (seed = (Math.imul(seed, 48271) >>> 0) % 0x7fffffff) % below;
    let mounted = 0;
    for (let round = 0; round < 80; round++) {
      const bytes = whole.bytes.slice(0, round % 5 === 0 ? draw(whole.bytes.length) : undefined);
      const isAtStart = round % 2 === 0;
      for (let i = draw(20); i >= 0; i--) bytes[draw(isAtStart ? Math.min(bytes.length, 4096) : bytes.length)] = draw(256);
      const device = new RamDisk(512, bytes);
      device.maxTransfers = 50_000;
      if (errnoOf(() => useAll(kind.mount(device), kind)) === 0) mounted++;
    }
    expect(mounted).toBeGreaterThan(10);
  });
});

/** Uses everything that there is, whether or not it can be used. */
function useAll(fileSystem: FileSystem, { readMode }: Format): void {
  const attempt = (operation: () => void): void => void errnoOf(operation);
  const visit = (folder: string, depth: number): void => {
    const names = namesIn(fileSystem, folder).slice(0, 40);
    for (const name of names) {
      const path = `${folder === '/' ? '' : folder}/${name}`;
      attempt(() => fileSystem.status(path));
      attempt(() => {
        const file = fileSystem.open(path, readMode('r+') as OpenMode);
        file.read(Buffer.alloc(3000));
        file.seek(2000, 0);
        file.write(Buffer.alloc(700));
        file.close();
      });
      if (depth < 3) attempt(() => visit(path, depth + 1));
      if (name.length % 3 === 0) attempt(() => fileSystem.removeFile(path));
      if (name.length % 3 === 1) attempt(() => fileSystem.rename(path, '/moved'));
    }
  };
  attempt(() => void fileSystem.space);
  attempt(() => visit('/', 0));
  attempt(() => fileSystem.makeFolder('/made'));
  attempt(() => fileSystem.changeFolder('/made'));
  attempt(() => void fileSystem.currentFolder);
  attempt(() => {
    const file = fileSystem.open('/new', readMode('w') as OpenMode);
    file.write(Buffer.alloc(5000));
    file.close();
  });
}

describe('littlefs without power', () => {
  it('has after each write what was there before an operation, or what it makes', () => {
    const operations: readonly ((fileSystem: FileSystem) => void)[] = [
      (fileSystem) => fileSystem.makeFolder('/made'),
      (fileSystem) => fileSystem.rename('/small', '/folder/small'),
      (fileSystem) => fileSystem.rename('/large', '/small'),
      (fileSystem) => fileSystem.removeFolder('/old'),
      (fileSystem) => {
        if (write(fileSystem, LITTLEFS, '/large', 'new '.repeat(600)) < 0) throw new FileSystemError(5);
      },
    ];
    for (const operation of operations) {
      const before = prepared();
      const after = new RamDisk(512, before.slice());
      operation(LITTLEFS.mount(after));
      const outcomes = [before, after.bytes].map((bytes) => contentsOf(LITTLEFS.mount(new RamDisk(512, bytes.slice())), LITTLEFS));
      let writes = 0;
      for (let isWhole = false; !isWhole; writes++) {
        const device = new RamDisk(512, before.slice());
        device.writesLeft = writes;
        isWhole = errnoOf(() => operation(LITTLEFS.mount(device))) === 0;
        device.writesLeft = Infinity;
        const fileSystem = LITTLEFS.mount(device);
        const found = contentsOf(fileSystem, LITTLEFS);
        // A file that is opened for writing is emptied when it is closed, but a new one is there at once.
        expect(outcomes).toContainEqual(found);
        write(fileSystem, LITTLEFS, '/next', 'goes on');
        expect(contentsOf(LITTLEFS.mount(device), LITTLEFS).get('/next')?.toString()).toBe('goes on');
      }
      expect(writes).toBeGreaterThan(1);
    }
  });

  function prepared(): Uint8Array {
    const device = new RamDisk(512, 80);
    LITTLEFS.format(device);
    const fileSystem = LITTLEFS.mount(device);
    write(fileSystem, LITTLEFS, '/small', 'few bytes');
    write(fileSystem, LITTLEFS, '/large', 'many bytes '.repeat(200));
    fileSystem.makeFolder('/old');
    fileSystem.makeFolder('/folder');
    return device.bytes;
  }
});

describe('FAT', () => {
  it.each([
    { blockBytes: 512, blocks: 50, space: { blockBytes: 512, blocks: 16, freeBlocks: 16, maxNameBytes: 255 } },
    { blockBytes: 512, blocks: 20000, space: { blockBytes: 2048, blocks: 4986, freeBlocks: 4986, maxNameBytes: 255 } },
    { blockBytes: 4096, blocks: 512, space: { blockBytes: 4096, blocks: 506, freeBlocks: 506, maxNameBytes: 255 } },
  ])('is made on $blocks sectors of $blockBytes bytes as on a board', ({ blockBytes, blocks, space }) => {
    const device = new RamDisk(blockBytes, blocks);
    FAT.format(device);
    expect(FAT.mount(device).space).toEqual(space);
  });

  it('has 32 bits, behind a partition table, where fewer do not do', () => {
    const device = new SparseDisk(512, 4 * 1024 * 1024 * 2);
    FAT.format(device);
    const fileSystem = FAT.mount(device);
    expect(fileSystem.space).toEqual({ blockBytes: 32768, blocks: 131054, freeBlocks: 131053, maxNameBytes: 255 });
    expect(write(fileSystem, FAT, '/file', 'text')).toBe(0);
    expect(FAT.mount(device).space.freeBlocks).toBe(131052);
  });

  it('keeps long names as they are written, and finds them in any case', () => {
    const device = new RamDisk(512, 100);
    FAT.format(device);
    const fileSystem = FAT.mount(device);
    const names = [
      'lower.txt',
      'UPPER.TXT',
      'Mixed.txt',
      'no.ext.many.dots',
      '.hidden',
      'with space',
      'a'.repeat(200),
      'plus+[1].txt',
      'x.html',
    ];
    for (const name of names) expect(write(fileSystem, FAT, `/${name}`, name)).toBe(0);
    expect(namesIn(FAT.mount(device))).toEqual(names);
    expect(fileSystem.status('/MIXED.TXT').sizeBytes).toBe(9);
    expect(errnoOf(() => fileSystem.open('/a:b', readFatMode('w')))).toBe(22);
  });

  it('tells when a file was changed, to two seconds', () => {
    const device = new RamDisk(512, 100);
    FAT.format(device);
    const fileSystem = FAT.mount(device);
    write(fileSystem, FAT, '/file', 'text');
    expect(fileSystem.status('/file').modifiedSeconds).toBe(Math.floor(nowMs() / 2000) * 2);
  });

  it('finds a volume in a partition', () => {
    const volume = new RamDisk(512, 100);
    FAT.format(volume);
    write(FAT.mount(volume), FAT, '/file', 'text');
    const card = new RamDisk(512, 200);
    card.bytes.set(volume.bytes, 63 * 512);
    card.bytes.set([0x55, 0xaa], 510);
    card.bytes.set([0, 0, 0, 0, 0x0c, 0, 0, 0, 63], 446 + 16);
    expect(namesIn(FAT.mount(card))).toEqual(['file']);
  });
});

describe('littlefs', () => {
  it('lists names by their bytes, those that go on before those that end', () => {
    const device = new RamDisk(512, 100);
    LITTLEFS.format(device);
    const fileSystem = LITTLEFS.mount(device);
    for (const name of ['test', 'b', 'testdir', 'a', 'test.py']) write(fileSystem, LITTLEFS, `/${name}`, '');
    expect(namesIn(fileSystem)).toEqual(['a', 'b', 'test.py', 'testdir', 'test']);
  });

  it('leaves out blocks that do not keep what is written', () => {
    const device = new RamDisk(512, 60);
    LITTLEFS.format(device);
    const fileSystem = LITTLEFS.mount(device);
    const writeWell = device.write.bind(device);
    device.write = (block, bytes, offset) => (block === 2 || block === 3 ? 0 : writeWell(block, bytes, offset));
    expect(write(fileSystem, LITTLEFS, '/file', 'text '.repeat(500))).toBe(0);
    expect(contentsOf(LITTLEFS.mount(device), LITTLEFS).get('/file')?.toString()).toBe('text '.repeat(500));
  });

  it('is refused with blocks of another number or size', () => {
    const device = new RamDisk(512, 60);
    LITTLEFS.format(device);
    expect(errnoOf(() => LITTLEFS.mount(new RamDisk(512, device.bytes.slice(0, 512 * 50))))).toBe(22);
    expect(errnoOf(() => LITTLEFS.mount(new RamDisk(512, 60)))).toBe(84);
  });
});

/** A large device of which only what is not zero takes memory. */
class SparseDisk extends RamDisk {
  private readonly sectors = new Map<number, Uint8Array>();

  constructor(
    private readonly sectorBytes: number,
    private readonly count: number,
  ) {
    super(sectorBytes, 0);
  }

  override read(block: number, target: Uint8Array): number {
    for (let at = 0; at < target.length; at += this.sectorBytes) {
      target.set(this.sectors.get(block + at / this.sectorBytes) ?? new Uint8Array(this.sectorBytes), at);
    }
    return 0;
  }

  override write(block: number, bytes: Uint8Array): number {
    for (let at = 0; at < bytes.length; at += this.sectorBytes) {
      this.sectors.set(block + at / this.sectorBytes, bytes.slice(at, at + this.sectorBytes));
    }
    return 0;
  }

  override request(request: number): number | undefined {
    return request === 4 ? this.count : request === 5 ? this.sectorBytes : undefined;
  }
}
