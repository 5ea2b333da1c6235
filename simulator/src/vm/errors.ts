/** Raises Python exceptions from native code. Nothing here returns: the VM unwinds to the script's nearest handler. */
import type { Objects, Ref } from './objects';

export class Errors {
  constructor(private readonly objects: Objects) {}

  os(errno: number): never {
    return this.raise('OSError', this.objects.int(errno));
  }

  /** An OSError whose argument is a text, as the Wi-Fi driver's errors are. */
  osText(text: string): never {
    return this.withText('OSError', text);
  }

  /** An error of the chip's drivers: its number, or its name's where there is one, and what ESP-IDF calls it. */
  raiseEsp(number: number, name: string): never {
    return this.raise('OSError', this.objects.int(number), this.objects.str(name));
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
    return this.raise(typeName, this.objects.str(text));
  }

  raise(typeName: string, ...args: readonly Ref[]): never {
    return this.objects.image.exports.nlr_jump(this.objects.make(typeName, ...args));
  }
}
