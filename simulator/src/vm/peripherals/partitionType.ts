/** `esp32.Partition`: the table of the flash's partitions, and their blocks. Errors are those of ESP-IDF. */
import { Errno } from '../../../../shared/src';
import { BlockRequest } from '../files/blockDevice';
import { parseArguments } from '../modules/keywordArguments';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { raiseEspError } from './espErrors';
import { Flash, PARTITIONS, SECTOR_BYTES, type PartitionEntry } from './flash';

/** `Partition.BOOT` and `RUNNING`. */
const BOOT = 0;
const RUNNING = 1;
const TYPE_APP = 0;
const ANY_SUBTYPE = 0xff;
const OBJECT_BYTES = 12;

export function partitionType(vm: Vm): Ref {
  const { natives, objects, convert, errors, image } = vm;
  const flash = new Flash(vm);
  const entryOf = (self: Ref): PartitionEntry => PARTITIONS[image.word(self + 4)] as PartitionEntry;
  const blockBytesOf = (self: Ref): number => image.word(self + 8);
  const make = (type: Ref, entry: PartitionEntry | undefined, blockBytes: number): Ref => {
    if (!entry) return errors.os(Errno.ENOENT);
    const self = objects.allocate(OBJECT_BYTES, type);
    image.setWord(self + 4, PARTITIONS.indexOf(entry));
    image.setWord(self + 8, blockBytes);
    return self;
  };
  /** Where a block of the partition, and an offset in it, lies in the flash. */
  const addressOf = (self: Ref, block: Ref, offset: Ref | undefined, sizeBytes: number): number => {
    const { address, sizeBytes: size } = entryOf(self);
    const start = convert.int(block) * blockBytesOf(self) + (offset === undefined ? 0 : convert.int(offset));
    if (start < 0 || start > size) return raiseEspError(vm, 'ESP_ERR_INVALID_ARG');
    return start + sizeBytes > size ? raiseEspError(vm, 'ESP_ERR_INVALID_SIZE') : address + start;
  };
  const type: Ref = natives.type({
    name: 'Partition',
    make: (_type, args, keywords) => {
      if (keywords.size > 0) return errors.type("function doesn't take keyword arguments");
      const [id, blockSize] = args;
      if (id === undefined) return errors.type('function missing 1 required positional arguments');
      if (args.length > 2) return errors.type(`function expected at most 2 arguments, got ${args.length}`);
      const entry = objects.isInteger(id) ? bootable(vm, convert.int(id)) : labelled(convert.str(id));
      return make(type, entry, blockSize === undefined ? SECTOR_BYTES : convert.int(blockSize));
    },
    print: (self) => {
      const { type: kind, subtype, address, sizeBytes, label } = entryOf(self);
      return `<Partition type=${kind}, subtype=${subtype}, address=${address}, size=${sizeBytes}, label=${label}, encrypted=0>`;
    },
    members: {
      find: natives.staticMethod(
        natives.keywordFunction(0, 0xffff, (args, keywords) => {
          const parameters = { positional: ['type', 'subtype', 'label', 'block_size'], keywordOnly: [] } as const;
          const given = parseArguments(errors, parameters, args, keywords);
          const kind = given.type === undefined ? TYPE_APP : convert.int(given.type);
          const subtype = given.subtype === undefined ? ANY_SUBTYPE : convert.int(given.subtype);
          const label = given.label === undefined || given.label === NONE ? undefined : convert.str(given.label);
          const blockBytes = given.block_size === undefined ? SECTOR_BYTES : convert.int(given.block_size);
          const found = PARTITIONS.filter(
            (entry) =>
              entry.type === kind &&
              (subtype === ANY_SUBTYPE || entry.subtype === subtype) &&
              (label === undefined || entry.label === label),
          );
          return objects.list(...found.map((entry) => objects.keep(make(type, entry, blockBytes))));
        }),
      ),
      info: natives.function(1, 1, (self) => {
        const { type: kind, subtype, address, sizeBytes, label } = entryOf(self);
        const numbers = [kind, subtype, address, sizeBytes].map((number) => objects.int(number));
        return objects.tuple(...numbers, objects.keep(objects.str(label)), objects.bool(false));
      }),
      readblocks: natives.function(3, 4, (self, block, buffer, offset?: Ref) => {
        const target = convert.writableBuffer(buffer);
        flash.read(addressOf(self, block, offset, target.length), target);
        return NONE;
      }),
      writeblocks: natives.function(3, 4, (self, block, buffer, offset?: Ref) => {
        const bytes = convert.buffer(buffer);
        const address = addressOf(self, block, offset, bytes.length);
        if (offset === undefined) flash.replace(address, bytes);
        else flash.write(address, bytes);
        return NONE;
      }),
      ioctl: natives.function(3, 3, (self, request, argument) => {
        switch (convert.int(request)) {
          case BlockRequest.begin:
          case BlockRequest.end:
          case BlockRequest.sync:
            return objects.int(0);
          case BlockRequest.count:
            return objects.int(Math.floor(entryOf(self).sizeBytes / blockBytesOf(self)));
          case BlockRequest.size:
            return objects.int(blockBytesOf(self));
          case BlockRequest.erase:
            if (blockBytesOf(self) !== SECTOR_BYTES) return objects.int(-Errno.EINVAL);
            flash.erase(addressOf(self, argument, undefined, SECTOR_BYTES), SECTOR_BYTES);
            return objects.int(0);
          default:
            return NONE;
        }
      }),
      // The board has one program and no partition that says which of several to start.
      set_boot: natives.function(1, 1, (self) =>
        raiseEspError(vm, entryOf(self).type === TYPE_APP ? 'ESP_ERR_NOT_FOUND' : 'ESP_ERR_OTA_VALIDATE_FAILED'),
      ),
      mark_app_valid_cancel_rollback: natives.staticMethod(natives.function(0, 0, () => raiseEspError(vm, 'ESP_ERR_NOT_FOUND'))),
      get_next_update: natives.function(1, 1, () => errors.os(Errno.ENOENT)),
      BOOT: objects.int(BOOT),
      RUNNING: objects.int(RUNNING),
      TYPE_APP: objects.int(TYPE_APP),
      TYPE_DATA: objects.int(1),
    },
  });
  return type;
}

function bootable({ errors }: Vm, which: number): PartitionEntry | undefined {
  return which === BOOT || which === RUNNING ? labelled('factory') : errors.raise('ValueError');
}

function labelled(label: string): PartitionEntry | undefined {
  return PARTITIONS.find((entry) => entry.label === label);
}
