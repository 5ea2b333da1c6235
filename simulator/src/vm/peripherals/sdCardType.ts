/** `machine.SDCard`: slots without a card. Which settings it takes is MicroPython's ports/esp32/machine_sdcard.c. */
import { BlockRequest } from '../files/blockDevice';
import { parseArguments } from '../modules/keywordArguments';
import { FALSE, NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { raiseEspError } from './espErrors';
import { pinNumber } from './pinNumber';

const SLOTS = { first: 1, firstOverSpi: 2, last: 3 } as const;
const SPI_PINS = ['miso', 'mosi', 'sck', 'cs'] as const;
const SWITCHES = ['cd', 'wp'] as const;
const OBJECT_BYTES = 4;

export function sdCardType(vm: Vm): Ref {
  const { natives, objects, convert, errors } = vm;
  const deinit = natives.function(1, 1, () => NONE);
  return natives.type({
    name: 'SDCard',
    make: (type, args, keywords) => {
      const keywordOnly = ['slot', 'width', 'freq', ...SPI_PINS, ...SWITCHES] as const;
      const given = parseArguments(errors, { positional: [], keywordOnly }, args, keywords);
      const slot = given.slot === undefined ? SLOTS.first : convert.int(given.slot);
      const width = given.width === undefined ? 1 : convert.int(given.width);
      if (given.freq !== undefined) convert.int(given.freq);
      if (slot < SLOTS.first || slot > SLOTS.last) return errors.value('invalid slot number');
      const isGiven = (ref: Ref | undefined): boolean => ref !== undefined && ref !== NONE;
      const isOverSpi = slot >= SLOTS.firstOverSpi;
      if (!isOverSpi && [given.miso, given.mosi, given.cs].some(isGiven))
        return errors.value('invalid config: SDMMC slot with SPI pin arguments');
      for (const name of [...SPI_PINS, ...SWITCHES]) {
        const ref = given[name];
        if (ref !== undefined && ref !== NONE) pinNumber(vm, ref);
      }
      if (!isOverSpi && width !== 1 && width !== 4) return errors.value('width must be 1 or 4 (or 8 on slot 0)');
      return objects.allocate(OBJECT_BYTES, type);
    },
    members: {
      info: natives.function(1, 1, () => raiseEspError(vm, 'ESP_ERR_TIMEOUT')),
      deinit,
      __del__: deinit,
      readblocks: natives.function(3, 3, () => FALSE),
      writeblocks: natives.function(3, 3, () => FALSE),
      ioctl: natives.function(3, 3, (_self, request) => {
        const wanted = convert.int(request);
        return objects.int(wanted === BlockRequest.end || wanted === BlockRequest.sync ? 0 : -1);
      }),
    },
  });
}
