/**
 * The `esp32` module: what a board of this chip has beyond `machine`. Figures of memory and temperature are those of some
 * board; the coprocessor cannot run programs here, and says so.
 */
import { NONE, type Ref } from '../objects';
import { partitionType } from '../peripherals/partitionType';
import { pulseTransmitterType } from '../peripherals/pulseTransmitterType';
import { wakeMembers } from '../peripherals/sleepFunctions';
import { storageType } from '../peripherals/storageType';
import type { Vm } from '../vm';

/** `HEAP_DATA` and `HEAP_EXEC`: MALLOC_CAP_8BIT and MALLOC_CAP_EXEC. */
const HeapKind = { data: 4, executable: 1 } as const;
/** Of each region: its size, how much is free, the largest free block, the least that was ever free. */
const HEAPS: Readonly<Record<number, readonly (readonly number[])[]>> = {
  [HeapKind.data]: [
    [7288, 0, 0, 0],
    [19288, 2068, 1920, 2012],
    [113840, 38016, 31744, 36412],
    [15072, 12404, 12288, 12404],
  ],
  [HeapKind.executable]: [[86876, 86084, 83968, 86084]],
};
/** In degrees Fahrenheit, uncalibrated: what the sensor gives is that of the chip's inside. */
const TEMPERATURE = 128;
const COPROCESSOR_BYTES = 2040;
const OBJECT_BYTES = 4;

export function esp32Module(vm: Vm): Ref {
  const { natives, objects, convert } = vm;
  return natives.module('esp32', {
    ...wakeMembers(vm),
    NVS: storageType(vm),
    Partition: partitionType(vm),
    RMT: pulseTransmitterType(vm),
    ULP: coprocessorType(vm),
    raw_temperature: natives.function(0, 0, () => objects.int(TEMPERATURE)),
    idf_heap_info: natives.function(1, 1, (kind) => {
      const regions = HEAPS[convert.int(kind)] ?? [];
      return objects.list(...regions.map((region) => objects.keep(objects.tuple(...region.map((bytes) => objects.int(bytes))))));
    }),
    HEAP_DATA: objects.int(HeapKind.data),
    HEAP_EXEC: objects.int(HeapKind.executable),
  });
}

function coprocessorType(vm: Vm): Ref {
  const { natives, objects, convert, errors, image } = vm;
  const type = natives.type({
    name: 'ULP',
    make: (_type, args, keywords) => {
      if (keywords.size > 0) return errors.type("function doesn't take keyword arguments");
      return args.length === 0 ? coprocessor : errors.type(`function takes 0 positional arguments but ${args.length} were given`);
    },
    members: {
      set_wakeup_period: natives.function(3, 3, (_self, index, periodUs) => {
        convert.int(index);
        convert.int(periodUs);
        return NONE;
      }),
      load_binary: natives.function(3, 3, (_self, address, program) => {
        convert.int(address);
        convert.buffer(program);
        return NONE;
      }),
      run: natives.function(2, 2, (_self, entry) => {
        convert.int(entry);
        return errors.withText('NotImplementedError', 'the ULP coprocessor is not simulated');
      }),
      RESERVE_MEM: objects.int(COPROCESSOR_BYTES),
    },
  });
  const coprocessor = image.exports.malloc(OBJECT_BYTES);
  image.setWord(coprocessor, type);
  return type;
}
