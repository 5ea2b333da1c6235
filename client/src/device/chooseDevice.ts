/**
 * *Choose Board…*: where runs go. The ports of this computer, most likely boards first and none left out, as they come and go while the
 * list is open; an address; or the simulated ESP32.
 */
import * as vscode from 'vscode';
import { messageOf } from '../../../shared/src';
import type { BoardPort } from '../../../board/src';
import type { DeviceChoice } from './deviceTarget';

/** `simulated`: the simulated ESP32. Undefined: the user gave up. */
export type TargetWish = DeviceChoice | 'simulated' | undefined;

interface Item extends vscode.QuickPickItem {
  readonly wish?: DeviceChoice | 'simulated' | 'address';
}

/** `usbIds` are devices that the user says are boards. */
export async function chooseDevice(current: DeviceChoice | 'simulated', usbIds: readonly string[]): Promise<TargetWish> {
  const wish = await pick(current, usbIds);
  return wish === 'address' ? askAddress() : wish;
}

async function pick(current: DeviceChoice | 'simulated', usbIds: readonly string[]): Promise<TargetWish | 'address'> {
  const { findPort, listPorts, portKey, PortWatcher, readUsbText } = await import('../../../board/src');
  const extraBoards = usbIds.flatMap((text) => readUsbText(text) ?? []);
  const list = vscode.window.createQuickPick<Item>();
  list.title = 'Where Scripts Run';
  list.placeholder = 'Looking for boards…';
  list.matchOnDescription = true;
  list.busy = true;
  const show = (ports: readonly BoardPort[], problem?: string): void => {
    list.busy = false;
    list.placeholder = ports.length === 0 ? 'No serial port is there. Plug a board in, or choose another way.' : 'Choose a board';
    const active = list.activeItems[0]?.description;
    const here = current === 'simulated' ? undefined : findPort(current.key ?? current.address, ports);
    list.items = itemsFor({ ports, current, here, portKey, problem });
    list.activeItems = list.items.filter(({ description }) => description !== undefined && description === active);
  };
  const watcher = new PortWatcher({
    list: () =>
      listPorts({ extraBoards }).catch((error: unknown) => {
        show([], messageOf(error));
        throw error;
      }),
  });
  const subscription = watcher.onDidChange(({ ports }) => show(ports));
  try {
    return await new Promise<TargetWish | 'address'>((resolve) => {
      list.onDidAccept(() => resolve(list.selectedItems[0]?.wish));
      list.onDidHide(() => resolve(undefined));
      list.show();
    });
  } finally {
    subscription.dispose();
    watcher.dispose();
    list.dispose();
  }
}

interface Listed {
  readonly ports: readonly BoardPort[];
  readonly current: DeviceChoice | 'simulated';
  /** The port of the current choice. */
  readonly here: BoardPort | undefined;
  readonly portKey: (port: BoardPort) => string;
  readonly problem: string | undefined;
}

function itemsFor({ ports, current, here, portKey, problem }: Listed): Item[] {
  const check = (is: boolean): string => (is ? '$(check) ' : '');
  return [
    {
      label: `${check(current === 'simulated')}$(circuit-board) Simulated ESP32`,
      description: 'in this window, nothing to plug in',
      wish: 'simulated',
    },
    { label: 'Serial ports', kind: vscode.QuickPickItemKind.Separator },
    ...ports.map((port) => ({
      label: `${check(port === here)}$(plug) ${port.name}`,
      description: port.path,
      detail: DETAILS[port.likelihood],
      wish: { address: port.path, label: `${port.name} (${port.path})`, key: portKey(port) },
    })),
    ...(problem === undefined ? [] : [{ label: '$(warning) The ports cannot be listed', detail: problem, alwaysShow: true }]),
    { label: 'Others', kind: vscode.QuickPickItemKind.Separator },
    // An address, or a port that is not plugged in.
    ...(current === 'simulated' || here
      ? []
      : [{ label: `$(check) $(plug) ${current.label}`, description: current.address, wish: current }]),
    {
      label: '$(globe) Enter an Address…',
      description: 'a port by its name, tcp://host:port, rfc2217://host:port or ws://host (WebREPL)',
      wish: 'address',
      alwaysShow: true,
    },
  ];
}

const DETAILS: Readonly<Record<BoardPort['likelihood'], string>> = {
  board: 'A board',
  bridge: 'A converter that boards have',
  possible: 'May be a board',
  unknown: 'Not known to be a board',
  unlikely: 'Not likely a board',
};

async function askAddress(): Promise<DeviceChoice | undefined> {
  const { readAddress } = await import('../../../board/src');
  const given = await vscode.window.showInputBox({
    title: 'Address of a Board',
    prompt: 'The name of a serial port, tcp://host:port, rfc2217://host:port, or ws://host for WebREPL',
    placeHolder: 'tcp://192.168.1.20:4000',
    ignoreFocusOut: true,
    validateInput: (text) => {
      const address = readAddress(text);
      return address.kind === 'wrong' ? address.problem : undefined;
    },
  });
  if (given === undefined) return undefined;
  const address = given.trim();
  // A port of this computer is known again by its name.
  return { address, label: address, ...(readAddress(address).kind === 'serial' ? { key: address } : {}) };
}
