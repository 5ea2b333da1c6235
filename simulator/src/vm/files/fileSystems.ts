/**
 * The types of file systems that a board's firmware has, `VfsLfs2` and `VfsFat`, and the mounting of its flash. Only the
 * flash is there: file systems on block devices of the script's own are not.
 */
import type { Ref } from '../objects';
import type { Vm } from '../vm';
import { noBlockDevices, Volume } from './volume';

/** Mounts the board's flash at `/`, and returns the types by their names. */
export function fileSystemTypes(vm: Vm): Readonly<Record<string, Ref>> {
  const flash = new Volume(vm);
  flash.mount();
  const fat = vm.natives.type({
    name: 'VfsFat',
    make: () => noBlockDevices(vm),
    members: { mkfs: vm.natives.staticMethod(vm.natives.function(1, 1, () => noBlockDevices(vm))) },
  });
  return { VfsFat: fat, VfsLfs2: flash.type };
}
