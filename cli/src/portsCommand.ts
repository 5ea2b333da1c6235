/** `ports`: the serial ports of this computer, one line each, for a person or, as JSON, for a program. */
import type { BoardPort, Likelihood } from '../../board/src';
import { complain } from './commandParts';
import { ExitCode } from './exitCode';

const LIKELIHOOD_TEXTS: Readonly<Record<Likelihood, string>> = {
  board: 'a board',
  bridge: 'probably a board',
  possible: 'possibly a board',
  unknown: 'perhaps a board',
  unlikely: 'hardly a board',
};

export async function portsCommand({ isJson }: { readonly isJson: boolean }): Promise<number> {
  const { listPorts, usbText } = await import('../../board/src');
  try {
    const ports = await listPorts();
    process.stdout.write(
      isJson
        ? `${JSON.stringify(
            ports.map((port) => jsonOf(port, usbText)),
            undefined,
            2,
          )}\n`
        : table(ports, usbText),
    );
    return ExitCode.finished;
  } catch (error) {
    return complain(error);
  }
}

type UsbText = (usb: NonNullable<BoardPort['usb']>) => string;

function jsonOf({ path, name, usb, serialNumber, likelihood }: BoardPort, usbText: UsbText): Readonly<Record<string, string | null>> {
  return { path, name, usb: usb ? usbText(usb) : null, serialNumber: serialNumber ?? null, likelihood };
}

function table(ports: readonly BoardPort[], usbText: UsbText): string {
  if (ports.length === 0) return 'There is no serial port. Connect a board with a cable that carries data, not only power.\n';
  const rows = ports.map(({ path, name, usb, serialNumber, likelihood }) => [
    path,
    name,
    usb ? usbText(usb) : '-',
    serialNumber ?? '-',
    LIKELIHOOD_TEXTS[likelihood],
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`).join('');
}
