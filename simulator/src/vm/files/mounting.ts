/**
 * `vfs.mount`: the VM's own, which is given a file system where a script gives a block device. What is on the device is found
 * out as on a board: littlefs by its name in one of the first two blocks, and otherwise it is taken for FAT.
 */
import { NONE, TRUE, type Ref } from '../objects';
import type { Vm } from '../vm';
import type { BlockDevice } from './blockDevice';
import { DEVICE_BYTES } from './pythonDevice';

export interface Mounting {
  readonly vm: Vm;
  readonly types: { readonly fat: Ref; readonly littlefs: Ref };
  readonly deviceAt: (block: number, device: Ref) => BlockDevice;
}

const MAX_ARGUMENTS = 0xffff;
const KEYWORDS = ['readonly', 'mkfs'];
const SIGNATURE = 'littlefs';
const SIGNATURE_OFFSET = 8;
const PROBED_BYTES = 44;

/** The function in place of the VM's. */
export function mountFunction({ vm, types, deviceAt }: Mounting): Ref {
  const { natives, objects } = vm;
  const mount = objects.moduleMember(objects.importModule('vfs'), 'mount');
  const tolerate = toleration(vm);
  const fileSystemOn = (device: Ref): Ref => {
    let found: Ref = NONE;
    tolerate(() => {
      if (isLittlefs(vm, deviceAt(objects.keep(emptyBlock(vm)), device))) found = objects.keep(objects.call(types.littlefs, device));
    });
    return found === NONE ? objects.keep(objects.call(types.fat, device)) : found;
  };
  const hasMount = (object: Ref): boolean => objects.call(objects.builtin('hasattr'), object, objects.intern('mount')) === TRUE;
  return natives.keywordFunction(0, MAX_ARGUMENTS, (args, keywords) => {
    const [object, point] = args;
    const isRight = args.length === 2 && [...keywords.keys()].every((name) => KEYWORDS.includes(name));
    const isOnDevice = isRight && object !== undefined && objects.isInstance(point ?? NONE, 'str') && !hasMount(object);
    const given = isOnDevice ? [fileSystemOn(object), ...args.slice(1)] : args;
    return objects.callWithKeywords(mount, given, keywords);
  });
}

function emptyBlock({ image }: Vm): Ref {
  const block = image.exports.m_malloc(DEVICE_BYTES);
  image.bytes(block, DEVICE_BYTES).fill(0);
  return block;
}

function isLittlefs(vm: Vm, device: BlockDevice): boolean {
  const bytes = new Uint8Array(PROBED_BYTES);
  return [0, 1].some((block) => {
    if (device.read(block, bytes, SIGNATURE_OFFSET) !== 0) return false;
    return Buffer.from(bytes.subarray(0, SIGNATURE.length)).toString('latin1') === SIGNATURE;
  });
}

/**
 * Runs something whose exceptions mean nothing, such as a device's that cannot read from the middle of a block. Only the VM can
 * catch them: so there it is a function that runs within a `with` statement.
 */
function toleration({ natives, objects }: Vm): (body: () => void) => void {
  let run = (): void => undefined;
  const tolerant = natives.module('tolerant', {
    __enter__: natives.function(0, 0, () => NONE),
    __exit__: natives.function(3, 3, () => TRUE),
    run: natives.function(0, 0, () => {
      run();
      return NONE;
    }),
  });
  const globals = natives.dict({ tolerant });
  return (body) => {
    run = body;
    objects.call(objects.builtin('exec'), objects.keep(objects.str('with tolerant:tolerant.run()')), globals);
  };
}
