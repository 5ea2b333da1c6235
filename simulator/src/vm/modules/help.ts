/**
 * `help`: without an argument a board tells how to begin with its pins, its Wi-Fi and its prompt; this says the same. What it
 * tells of an object, and of modules, is the VM's own.
 */
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';

const TEXT = `This is MicroPython on an ESP32.

Documentation: https://docs.micropython.org/en/latest/esp32/quickref.html

Pins and buses are in the module machine:

from machine import Pin, I2C
led = Pin(2, Pin.OUT)
led.value(1)
button = Pin(0, Pin.IN, Pin.PULL_UP)
button.value()
bus = I2C(0, scl=Pin(18), sda=Pin(19))
bus.scan()

Wi-Fi is in the module network:

import network
wlan = network.WLAN(network.WLAN.IF_STA)
wlan.active(True)
wlan.scan()                        # which networks there are
wlan.connect("name", "password")
wlan.isconnected()                 # True once there is an address

Keys:
  CTRL-A        -- with nothing typed: the raw prompt, for programs
  CTRL-B        -- with nothing typed: back to this prompt
  CTRL-C        -- stops what runs
  CTRL-D        -- with nothing typed: a soft reset
  CTRL-E        -- with nothing typed: paste mode

help(x) tells of the object x, help('modules') which modules there are.
`;

export function replaceHelp(vm: Vm): void {
  const { objects, natives, image } = vm;
  const entry = objects.entry(objects.moduleDict(objects.importModule('builtins')), 'help');
  if (!entry) throw new Error('The VM has no help.');
  const ofObject = entry.value;
  const help = natives.function(0, 1, (object?: Ref) => {
    if (object !== undefined) return objects.call(ofObject, object);
    vm.console.print(TEXT);
    return NONE;
  });
  image.setWord(entry.valueAddress, help);
}
