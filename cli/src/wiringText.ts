/** Reads what is wired to a pin from one word of the command line, such as `0=1` of `--pin` and `34=1650` of `--adc`. */
import { isPin, type PinInput, type PinWiring } from '../../shared/src';

const OPTION = {
  level: { name: '--pin', example: '0=1', what: '0 or 1', max: 1 },
  analog: { name: '--adc', example: '34=1650', what: 'a number of millivolts from 0 to 3300', max: 3300 },
  touch: { name: '--touch', example: '4=90', what: 'a number from 0 to 65535', max: 65535 },
} as const;

/** The wiring, or what is wrong with the text. */
export function readWiringText(kind: PinInput['kind'], text: string): PinWiring | { readonly problem: string } {
  const { name, example, what, max } = OPTION[kind];
  const [, pinText = '', valueText = ''] = /^(\d{1,3})=(\d{1,6})$/.exec(text) ?? [];
  const [pin, value] = [Number(pinText), Number(valueText)];
  if (pinText === '') return { problem: `${name} wants a pin and a value, such as ${example}, not "${text}"` };
  if (!isPin(pin)) return { problem: `${name} ${text}: an ESP32 has no pin ${pin}` };
  if (value > max) return { problem: `${name} ${text}: the value is ${what}` };
  return { pin, input: inputOf(kind, value) };
}

function inputOf(kind: PinInput['kind'], value: number): PinInput {
  if (kind === 'level') return { kind, level: value === 0 ? 0 : 1 };
  return kind === 'analog' ? { kind, millivolts: value } : { kind, reading: value };
}
