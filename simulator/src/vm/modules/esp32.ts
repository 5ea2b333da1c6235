/**
 * The `esp32` module: what a board of this chip has beyond `machine`. The temperature and the figures of memory for programs are
 * those of some board; the coprocessor cannot run programs here, and says so.
 */
import type { HeapRegion } from '../heapRegions';
import { NONE, type Ref } from '../objects';
import { partitionType } from '../peripherals/partitionType';
import { pulseCounterType } from '../peripherals/pulseCounterType';
import { pulseTransmitterType } from '../peripherals/pulseTransmitterType';
import { wakeMembers } from '../peripherals/sleepFunctions';
import { storageType } from '../peripherals/storageType';
import type { Vm } from '../vm';

/** `HEAP_DATA` and `HEAP_EXEC`: MALLOC_CAP_8BIT and MALLOC_CAP_EXEC. */
const HeapKind = { data: 4, executable: 1 } as const;
const PROGRAM_REGION: HeapRegion = { sizeBytes: 86876, freeBytes: 86084, largestFreeBytes: 83968, leastFreeBytes: 86084 };
/** The last regions for data can hold programs as well. */
const SHARED_REGIONS = 2;
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
    PCNT: pulseCounterType(vm),
    raw_temperature: natives.function(0, 0, () => objects.int(TEMPERATURE)),
    idf_heap_info: natives.function(1, 1, (kind) => {
      const regions = regionsOf(vm, convert.int(kind)).map(({ sizeBytes, freeBytes, largestFreeBytes, leastFreeBytes }) => {
        const figures = [sizeBytes, freeBytes, largestFreeBytes, leastFreeBytes];
        return objects.keep(objects.tuple(...figures.map((bytes) => objects.int(bytes))));
      });
      return objects.list(...regions);
    }),
    HEAP_DATA: objects.int(HeapKind.data),
    HEAP_EXEC: objects.int(HeapKind.executable),
  });
}

function regionsOf({ systemHeap }: Vm, kind: number): readonly HeapRegion[] {
  const regions = systemHeap.regions();
  if (kind === HeapKind.data) return regions;
  return kind === HeapKind.executable ? [PROGRAM_REGION, ...regions.slice(-SHARED_REGIONS)] : [];
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
