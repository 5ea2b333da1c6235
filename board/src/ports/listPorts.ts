/** The serial ports of this computer, ranked. Rejects with a text for the user where the system does not tell them. */
import { loadSerialLibrary } from '../transport/serialLibrary';
import { rankPorts, type BoardPort, type FoundPort } from './boardPort';
import { listLinuxPorts } from './linuxPorts';
import type { UsbId } from './usbDevices';

export interface ListOptions {
  /** Devices that the user says are boards. */
  readonly extraBoards?: readonly UsbId[];
}

export async function listPorts({ extraBoards = [] }: ListOptions = {}): Promise<readonly BoardPort[]> {
  const found = process.platform === 'linux' ? await listLinuxPorts() : await listByLibrary();
  return rankPorts(found, extraBoards);
}

async function listByLibrary(): Promise<readonly FoundPort[]> {
  const { SerialPort } = await loadSerialLibrary();
  const ports: readonly LibraryPort[] = await SerialPort.list();
  return ports.map((port) => fromLibrary(port));
}

interface LibraryPort {
  readonly path: string;
  readonly manufacturer: string | undefined;
  readonly serialNumber: string | undefined;
  readonly vendorId: string | undefined;
  readonly productId: string | undefined;
  /** Windows only. */
  readonly friendlyName?: string;
}

/** Exported for tests: the systems that it is for are others than this one. */
export function fromLibrary(port: LibraryPort, platform: NodeJS.Platform = process.platform): FoundPort {
  const { vendorId, productId, friendlyName } = port;
  return {
    // A Mac has each port twice; the one that does not wait for a modem is the one to use.
    path: platform === 'darwin' ? port.path.replace(/^\/dev\/tty\./, '/dev/cu.') : port.path,
    manufacturer: port.manufacturer,
    serialNumber: port.serialNumber,
    product: friendlyName,
    ...(vendorId === undefined || productId === undefined
      ? {}
      : { usb: { vendorId: parseInt(vendorId, 16), productId: parseInt(productId, 16) } }),
  };
}
