/** `machine.WDT`: the chip's one watchdog. What happens when it is not fed is the I/O thread's. */
import { commonNowMs } from '../../syscall';
import { NONE, type Ref } from '../objects';
import { parseArguments } from '../modules/keywordArguments';
import type { Vm } from '../vm';

const DEFAULT_TIMEOUT_MS = 5000;
const OBJECT_BYTES = 4;

export function watchdogType(vm: Vm): Ref {
  const { natives, objects, convert, errors, board, chip, image } = vm;
  const feed = (): void => {
    board.watchdogFedMs = Math.floor(commonNowMs());
  };
  const type = natives.type({
    name: 'WDT',
    make: (_type, args, keywords) => {
      const given = parseArguments(errors, { positional: ['id', 'timeout'], keywordOnly: [] }, args, keywords);
      const timeoutMs = given.timeout === undefined ? DEFAULT_TIMEOUT_MS : convert.int(given.timeout);
      if (given.id !== undefined && given.id !== objects.int(0)) return errors.raise('ValueError');
      if (timeoutMs <= 0) return errors.value('WDT timeout too short');
      feed();
      chip.io.post({ op: 'watchdog/start', timeoutMs });
      return watchdog;
    },
    members: {
      feed: natives.function(1, 1, () => {
        feed();
        return NONE;
      }),
    },
  });
  const watchdog = image.exports.malloc(OBJECT_BYTES);
  image.setWord(watchdog, type);
  return type;
}
