/** Modules that scripts may also import by the name that they had in older versions: `usocket` is `socket`. */
export const MODULES_WITH_OLD_NAMES: readonly string[] = [
  ...['array', 'asyncio', 'binascii', 'bluetooth', 'collections', 'cryptolib', 'errno', 'hashlib', 'heapq', 'io', 'json', 'machine', 'os'],
  ...['platform', 'random', 're', 'requests', 'select', 'socket', 'struct', 'time', 'websocket', 'sys'],
];
