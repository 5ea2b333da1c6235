/** What `irq()` of some peripherals gives: an object that tells what has happened, and of which events its handler hears. */
import { checkArgumentCount } from '../modules/keywordArguments';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';

export interface InterruptMethods {
  /** Bits of what has happened. */
  flags(self: Ref): number;
  trigger(self: Ref): number;
  setTrigger(self: Ref, trigger: number): void;
  /** Does what an interrupt does. */
  interrupt(self: Ref): void;
}

export function interruptType({ natives, objects, errors, convert }: Vm, methods: InterruptMethods): Ref {
  return natives.type({
    name: 'irq',
    make: () => errors.type("cannot create 'irq' instances"),
    call: (self, args, keywords) => {
      checkArgumentCount(errors, args, keywords, { min: 0, max: 0 });
      methods.interrupt(self);
      return NONE;
    },
    members: {
      flags: natives.function(1, 1, (self) => objects.int(methods.flags(self))),
      trigger: natives.function(1, 2, (self, trigger?: Ref) => {
        const before = methods.trigger(self);
        if (trigger !== undefined) methods.setTrigger(self, convert.int(trigger));
        return objects.int(before);
      }),
    },
  });
}
