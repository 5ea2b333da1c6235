/** Where a port of the board stands on the PC, if it is free there: on the same number, but privileged ones move up by 8000. */
export const LOOPBACK = '127.0.0.1';

const FIRST_UNPRIVILEGED_PORT = 1024;
const PRIVILEGED_PORT_SHIFT = 8000;

export function hostPortOf(boardPort: number): number {
  return boardPort < FIRST_UNPRIVILEGED_PORT ? boardPort + PRIVILEGED_PORT_SHIFT : boardPort;
}
