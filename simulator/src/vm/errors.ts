/** Raises Python exceptions from native code. Nothing here returns: the VM unwinds to the script's nearest handler. */
import type { EmergencyBuffer } from './emergencyBuffer';
import type { HeapLock } from './heapLock';
import type { Objects, Ref } from './objects';

/** Byte offsets in mp_obj_exception_t: the lengths of the traceback are 16 bits each. */
export const ExceptionOffset = { tracebackLength: 6, tracebackData: 8, arguments: 12 } as const;

export class Errors {
  constructor(
    private readonly objects: Objects,
    private readonly heapLock: HeapLock,
    private readonly emergency: EmergencyBuffer,
  ) {}

  os(errno: number): never {
    return this.raise('OSError', this.objects.int(errno));
  }

  /** An OSError whose argument is a text, as the Wi-Fi driver's errors are. */
  osText(text: string): never {
    return this.withText('OSError', text);
  }

  type(text: string): never {
    return this.withText('TypeError', text);
  }

  value(text: string): never {
    return this.withText('ValueError', text);
  }

  overflow(text: string): never {
    return this.withText('OverflowError', text);
  }

  withText(typeName: string, text: string): never {
    const argument = this.heapLock.isLocked ? this.emergency.str(text) : this.objects.str(text);
    return argument === undefined ? this.raise(typeName) : this.raise(typeName, argument);
  }

  raise(typeName: string, ...args: readonly Ref[]): never {
    const { image } = this.objects;
    const exception = this.objects.make(typeName, ...args);
    const made = this.objects.tupleItems(image.word(exception + ExceptionOffset.arguments));
    // Where there is no memory for the arguments the VM makes an exception without them.
    const tuple = made.length < args.length ? this.emergency.tuple(args) : undefined;
    if (tuple !== undefined) image.setWord(exception + ExceptionOffset.arguments, tuple);
    return image.exports.nlr_jump(exception);
  }
}
