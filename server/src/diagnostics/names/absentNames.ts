/** Names of CPython that learners reach for and a board has not, and what to write instead. */

export interface AbsentName {
  readonly advice: string;
  /** A name that can stand in its place as it is. */
  readonly replacement?: string;
}

const CATCH_OSERROR = 'Catch OSError: a timeout is OSError 116, ETIMEDOUT.';

export const ABSENT_NAMES: ReadonlyMap<string, AbsentName> = new Map<string, AbsentName>([
  ['socket.timeout', { advice: CATCH_OSERROR }],
  ['socket.error', { advice: 'Catch OSError.' }],
  ['socket.gaierror', { advice: 'Catch OSError: an unknown name is OSError -202.' }],
  ['socket.herror', { advice: 'Catch OSError.' }],
  ['socket.create_connection', { advice: 'Make a socket and connect() it to the address that getaddrinfo() gives.' }],
  ['socket.create_server', { advice: 'Make a socket, then bind() and listen().' }],
  ['socket.gethostbyname', { advice: 'Use socket.getaddrinfo(name, 0)[0][-1][0].' }],
  ['socket.gethostname', { advice: 'Use network.hostname().' }],
  ['socket.inet_aton', { advice: 'Use bytes(map(int, text.split("."))).' }],
  ['socket.shutdown', { advice: 'Use close().', replacement: 'close' }],
  ['socket.getsockname', { advice: 'The address is that of wlan.ifconfig()[0].' }],
  ['socket.getpeername', { advice: 'accept() gives the address of the other side.' }],
  ['socket.gettimeout', { advice: 'Keep the timeout in a variable.' }],
  ['socket.getsockopt', { advice: 'Options can only be set.' }],
  ['socket.connect_ex', { advice: 'Use connect() and catch OSError.' }],
  ['socket.recv_into', { advice: 'Use readinto().', replacement: 'readinto' }],
  ['SSLSocket.settimeout', { advice: 'Set the timeout of the socket before it is wrapped.' }],
  ['SSLSocket.recv', { advice: 'Use read().', replacement: 'read' }],
  ['SSLSocket.send', { advice: 'Use write().', replacement: 'write' }],
  ['SSLSocket.sendall', { advice: 'Use write().', replacement: 'write' }],
  ['ssl.SSLError', { advice: 'Catch OSError.' }],
  ['ssl.create_default_context', { advice: 'Use ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).' }],
  ['time.strftime', { advice: 'Put the parts of time.localtime() together: "%02d:%02d" % time.localtime()[3:5].' }],
  ['time.perf_counter', { advice: 'Use time.ticks_ms() or ticks_us(), and ticks_diff().' }],
  ['time.monotonic', { advice: 'Use time.ticks_ms() and ticks_diff().' }],
  ['time.asctime', { advice: 'Put the parts of time.localtime() together.' }],
  ['time.ctime', { advice: 'Put the parts of time.localtime() together.' }],
  ['os.path', { advice: 'Use os.stat() to see whether a file is there, and join names with "/".' }],
  ['os.getenv', { advice: 'There is no environment: keep settings in a file such as config.py.' }],
  ['os.environ', { advice: 'There is no environment: keep settings in a file such as config.py.' }],
  ['os.walk', { advice: 'Use os.ilistdir().' }],
  ['os.makedirs', { advice: 'Use os.mkdir() for each folder.' }],
  ['os.system', { advice: 'There are no other programs on the board.' }],
  ['os.getpid', { advice: 'There is only one program.' }],
  ['asyncio.Queue', { advice: 'Use an Event and a list.' }],
  ['asyncio.timeout', { advice: 'Use asyncio.wait_for().' }],
  ['asyncio.to_thread', { advice: 'There are no threads for it: use code that does not block.' }],
  ['asyncio.wait', { advice: 'Use asyncio.gather().', replacement: 'gather' }],
  ['asyncio.Semaphore', { advice: 'Use asyncio.Lock.' }],
  ['asyncio.TaskGroup', { advice: 'Use asyncio.gather().' }],
  ['requests.Session', { advice: 'Call requests.get() and its like.' }],
  ['requests.exceptions', { advice: 'Catch OSError and ValueError.' }],
  ['json.JSONDecodeError', { advice: 'Catch ValueError.' }],
  ['random.sample', { advice: 'Use random.choice() several times.' }],
  ['random.shuffle', { advice: 'Swap elements with random.randrange().' }],
  ['sys.argv', { advice: 'A script on the board has no arguments.' }],
]);
