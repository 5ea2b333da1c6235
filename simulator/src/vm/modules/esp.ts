/** The `esp` module: what the firmware logs, and the bytes of the flash. The simulated firmware logs nothing. */
import { Errno } from '../../../../shared/src';
import { NONE, type Ref } from '../objects';
import { FLASH_BYTES, Flash, SECTOR_BYTES } from '../peripherals/flash';
import type { Vm } from '../vm';

const LOG_LEVELS = ['NONE', 'ERROR', 'WARNING', 'INFO', 'DEBUG', 'VERBOSE'];
const USER_START = 0x200000;

export function espModule(vm: Vm): Ref {
  const { natives, objects, convert, errors } = vm;
  const flash = new Flash(vm);
  const check = (address: number, sizeBytes: number): void => {
    if (!flash.holds(address, sizeBytes)) errors.os(Errno.EIO);
  };
  return natives.module('esp', {
    osdebug: natives.function(1, 2, (_uart, level?: Ref) => {
      if (level !== undefined) convert.int(level);
      return NONE;
    }),
    flash_read: natives.function(2, 2, (offset, buffer) => {
      const address = convert.int(offset);
      const target = convert.writableBuffer(buffer);
      check(address, target.length);
      flash.read(address, target);
      return NONE;
    }),
    flash_write: natives.function(2, 2, (offset, buffer) => {
      const address = convert.int(offset);
      const bytes = convert.buffer(buffer);
      check(address, bytes.length);
      flash.write(address, bytes);
      return NONE;
    }),
    flash_erase: natives.function(1, 1, (sector) => {
      const address = convert.int(sector) * SECTOR_BYTES;
      check(address, SECTOR_BYTES);
      flash.erase(address, SECTOR_BYTES);
      return NONE;
    }),
    flash_size: natives.function(0, 0, () => objects.int(FLASH_BYTES)),
    flash_user_start: natives.function(0, 0, () => objects.int(USER_START)),
    gpio_matrix_in: natives.function(3, 3, (...args) => acceptIntegers(vm, args)),
    gpio_matrix_out: natives.function(4, 4, (...args) => acceptIntegers(vm, args)),
    ...Object.fromEntries(LOG_LEVELS.map((name, level) => [`LOG_${name}`, objects.int(level)])),
  });
}

function acceptIntegers({ convert }: Vm, args: readonly Ref[]): Ref {
  for (const arg of args) convert.int(arg);
  return NONE;
}
