/**
 * What `gc` and `micropython` tell of memory, in a board's figures: code that a board has in flash does not count, nor what
 * the rest of the firmware holds, and a stack of 15 KB stands for the VM's larger one.
 */
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';

/** Of MicroPython's task on the board, and of the VM. The second is what the VM says itself, in its firmware's terms. */
const BOARD_STACK_BYTES = 15 * 1024;
const STACK_LINE = /^stack: (\d+) out of (\d+)$/m;
const HEAP_LINE = /^GC: total: (\d+), used: (\d+), free: (\d+), max new split: \d+$/m;

export function showBoardMemory(vm: Vm): void {
  const { objects, natives, image } = vm;
  const entry = objects.entry(objects.moduleDict(objects.importModule('gc')), 'mem_alloc');
  if (!entry) throw new Error('The VM lacks gc.mem_alloc.');
  const inUse = entry.value;
  const count = natives.function(0, 0, () => objects.int((objects.smallInt(objects.call(inUse)) ?? 0) - hiddenBytes(vm)));
  image.setWord(entry.valueAddress, count);
  const free = objects.moduleMember(objects.importModule('gc'), 'mem_free');
  vm.systemHeap.measure = () => ({
    inUseBytes: objects.smallInt(objects.call(count)) ?? 0,
    freeBytes: objects.smallInt(objects.call(free)) ?? 0,
  });
}

/** `mem_info` and `stack_use` of the module `micropython`. */
export function memoryMembers(vm: Vm): Readonly<Record<'mem_info' | 'stack_use', Ref>> {
  const { objects, natives, console } = vm;
  const micropython = objects.importModule('micropython');
  const [shipped, quiet] = [objects.moduleMember(micropython, 'mem_info'), objects.moduleMember(micropython, 'stack_use')];
  let stackBytes = BOARD_STACK_BYTES;
  const onBoard = (used: number): number => Math.round((used * BOARD_STACK_BYTES) / stackBytes);
  const report = (args: readonly Ref[]): string => console.capture(() => objects.call(shipped, ...args)).replaceAll('\r\n', '\n');
  stackBytes = Number(STACK_LINE.exec(report([]))?.[2] ?? stackBytes);
  return {
    mem_info: natives.function(0, 1, (...args) => {
      const text = report(args)
        .replace(STACK_LINE, (_, used: string) => `stack: ${onBoard(Number(used))} out of ${BOARD_STACK_BYTES}`)
        .replace(HEAP_LINE, (_, total: string, used: string, free: string) => heapLine(vm, Number(used), Number(free)));
      console.print(text);
      return NONE;
    }),
    stack_use: natives.function(0, 0, () => objects.int(onBoard(objects.smallInt(objects.call(quiet)) ?? 0))),
  };
}

function heapLine(vm: Vm, usedOfAll: number, freeOfAll: number): string {
  const used = usedOfAll - hiddenBytes(vm);
  const { total, maxNewSplit } = vm.systemHeap.split(used, freeOfAll);
  return `GC: total: ${total}, used: ${used}, free: ${total - used}, max new split: ${maxNewSplit}`;
}

function hiddenBytes({ frozen, systemHeap }: Vm): number {
  return frozen.flashBytes + systemHeap.takenBytes;
}
