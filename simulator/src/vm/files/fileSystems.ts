/**
 * The file systems of a board's firmware: the types `VfsFat` and `VfsLfs2`, for block devices of scripts, the board's flash,
 * which is mounted at `/`, and `mount`, which finds out what is on a block device.
 */
import { checkArgumentCount, parseArguments } from '../modules/keywordArguments';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { FatVolume } from './fat/fatVolume';
import { FileSystemType } from './fileSystemType';
import { FlashFileSystem } from './flashFileSystem';
import { LittlefsVolume, type LittlefsOptions } from './littlefs/littlefsVolume';
import { mountFunction } from './mounting';
import { readFatMode, readLittlefsMode } from './openModes';
import { PythonDevice } from './pythonDevice';
import { TransferBuffers } from './transferBuffers';

/** What objects take of a board's heap: with FAT a sector of the largest size among it. */
const FAT_BYTES = 4096 + 128;
const FAT_FILE_BYTES = 48;
const LITTLEFS_BYTES = 640;
const LITTLEFS_FILE_BYTES = 256;

/** Mounts the board's flash at `/`, and returns what the modules `os` and `vfs` have. */
export function fileSystemMembers(vm: Vm): Readonly<Record<string, Ref>> {
  const buffers = new TransferBuffers(vm);
  const deviceAt = (block: number, device: Ref): PythonDevice => new PythonDevice(vm, buffers, block, device);
  const nowMs = (): number => vm.chip.clock.nowMs;
  const fat = fatType(vm, deviceAt, nowMs);
  const littlefs = littlefsType(vm, deviceAt, nowMs);
  mountFlash(
    vm,
    littlefs.object(() => new FlashFileSystem(vm.files)),
  );
  const mount = mountFunction({ vm, types: { fat: fat.type, littlefs: littlefs.type }, deviceAt });
  return { VfsFat: fat.type, VfsLfs2: littlefs.type, mount };
}

type DeviceAt = (block: number, device: Ref) => PythonDevice;

function fatType(vm: Vm, deviceAt: DeviceAt, nowMs: () => number): FileSystemType {
  const deviceOf = (block: number, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): PythonDevice => {
    checkArgumentCount(vm.errors, args, keywords, { min: 1, max: 1 });
    return deviceAt(block, args[0] ?? NONE);
  };
  return new FileSystemType(vm, {
    name: 'VfsFat',
    files: { objectBytes: FAT_FILE_BYTES, readMode: readFatMode, raisesWhenClosed: false, printsAddress: true },
    objectBytes: FAT_BYTES,
    make: (...given) => new FatVolume(deviceOf(...given), nowMs),
    format: (...given) => FatVolume.format(deviceOf(...given), nowMs),
  });
}

function littlefsType(vm: Vm, deviceAt: DeviceAt, nowMs: () => number): FileSystemType {
  const { errors, convert } = vm;
  const parameters = { positional: ['device'], keywordOnly: ['readsize', 'progsize', 'lookahead', 'mtime'] } as const;
  const read = (block: number, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): readonly [PythonDevice, LittlefsOptions] => {
    if (args.length === 0) errors.type("'' argument required");
    const given = parseArguments(errors, parameters, args, keywords);
    const size = (name: 'readsize' | 'progsize'): number => (given[name] === undefined ? 32 : convert.int(given[name]));
    if (given.lookahead !== undefined) convert.int(given.lookahead);
    const keepsTimes = given.mtime === undefined || convert.bool(given.mtime);
    const options = { readBytes: size('readsize'), writeBytes: size('progsize'), keepsTimes, nowMs };
    return [deviceAt(block, given.device ?? NONE), options];
  };
  return new FileSystemType(vm, {
    name: 'VfsLfs2',
    files: { objectBytes: LITTLEFS_FILE_BYTES, readMode: readLittlefsMode, raisesWhenClosed: true, printsAddress: false },
    objectBytes: LITTLEFS_BYTES,
    make: (...given) => new LittlefsVolume(...read(...given)),
    format: (...given) => LittlefsVolume.format(...read(...given)),
  });
}

/** Mounts the board's flash in place of what the VM has mounted. */
function mountFlash({ objects }: Vm, flash: Ref): void {
  const vfs = objects.importModule('vfs');
  const root = objects.intern('/');
  objects.call(objects.moduleMember(vfs, 'umount'), root);
  objects.call(objects.moduleMember(vfs, 'mount'), objects.keep(flash), root);
}
