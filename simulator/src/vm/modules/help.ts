/**
 * `help` without an argument: what a learner finds on this board and how its prompt is left. A board has a text of its own
 * there as well, with other words. With an argument it is the VM's.
 */
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';

const TEXT = `This is MicroPython on a simulated ESP32. What it has is described at
https://docs.micropython.org/en/latest/esp32/quickref.html

Pins are in the module machine:

  from machine import Pin
  led = Pin(2, Pin.OUT)
  led.on()
  button = Pin(0, Pin.IN, Pin.PULL_UP)
  button.value()

Wi-Fi is in the module network:

  import network
  wlan = network.WLAN(network.WLAN.IF_STA)
  wlan.active(True)
  wlan.scan()
  wlan.connect("name of the network", "its password")
  wlan.isconnected()

Keys at an empty line:
  Ctrl-A  raw REPL, for tools      Ctrl-B  back to this prompt
  Ctrl-D  soft reset               Ctrl-E  paste mode
Ctrl-C stops a program that runs.

help(object) tells what an object has, help('modules') which modules there are.
`;

export function replaceHelp(vm: Vm): void {
  const { objects, natives, image } = vm;
  const entry = objects.entry(objects.moduleDict(objects.importModule('builtins')), 'help');
  if (!entry) throw new Error('The VM has no help.');
  const shipped = image.word(entry.valueAddress);
  const help = natives.function(0, 1, (object?: Ref) => {
    if (object !== undefined) return objects.call(shipped, object);
    vm.console.print(TEXT);
    return NONE;
  });
  image.setWord(entry.valueAddress, help);
}
