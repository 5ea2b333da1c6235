/**
 * The serial ports of a Linux computer, as the kernel shows them below /sys: no other program, service or native library is needed for
 * it, so it works in a container too, and costs nothing when it is asked again and again.
 */
import { readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { FoundPort } from './boardPort';

export const SYSTEM_FOLDER = '/sys';

/** @param root a folder in place of /sys, for tests */
export async function listLinuxPorts(root = SYSTEM_FOLDER): Promise<readonly FoundPort[]> {
  const folder = path.join(root, 'class/tty');
  const names = await readdir(folder);
  const ports = await Promise.all(names.map((name) => readPort(path.join(folder, name), name, root)));
  return ports.filter((port) => port !== undefined);
}

/** undefined: a terminal without hardware behind it. */
async function readPort(folder: string, name: string, root: string): Promise<FoundPort | undefined> {
  const device = await realpath(path.join(folder, 'device')).catch(() => undefined);
  if (device === undefined) return undefined;
  // The kernel reserves numbers for UARTs of a PC that it did not find; their type is 0.
  if ((await readText(path.join(folder, 'type'))) === '0') return undefined;
  return { path: `/dev/${name}`, ...(await readUsb(device, await realpath(root))) };
}

async function readUsb(device: string, root: string): Promise<Omit<FoundPort, 'path'>> {
  let interfaceName: string | undefined;
  for (let folder = device; folder.startsWith(`${root}${path.sep}`); folder = path.dirname(folder)) {
    interfaceName ??= await readText(path.join(folder, 'interface'));
    const [vendor, product] = await Promise.all([readText(path.join(folder, 'idVendor')), readText(path.join(folder, 'idProduct'))]);
    if (vendor === undefined || product === undefined) continue;
    const productName = await readText(path.join(folder, 'product'));
    return {
      usb: { vendorId: parseInt(vendor, 16), productId: parseInt(product, 16) },
      serialNumber: await readText(path.join(folder, 'serial')),
      manufacturer: await readText(path.join(folder, 'manufacturer')),
      // Of several ports of one device the interface tells which it is.
      product: interfaceName !== undefined && /cdc2/i.test(interfaceName) ? interfaceName : productName,
    };
  }
  return {};
}

/** undefined: there is no such file, or nothing in it. */
async function readText(file: string): Promise<string | undefined> {
  const text = (await readFile(file, 'utf8').catch(() => '')).trim();
  return text === '' ? undefined : text;
}
