# TCP streams, and anything else that select can poll. One class reads and writes, and has no buffer for reading.
from . import core


class Stream:
    def __init__(self, s, e={}):
        self.s = s
        self.e = e
        self.out_buf = b""

    def get_extra_info(self, v):
        return self.e[v]

    # The socket is closed by wait_closed.
    def close(self):
        pass

    async def wait_closed(self):
        self.s.close()

    def read(self, n=-1):
        everything = b""
        while True:
            yield core._io_queue.queue_read(self.s)
            data = self.s.read(n)
            if data is None:
                continue
            if n >= 0:
                return data
            if not data:
                return everything
            everything += data

    def readinto(self, buf):
        yield core._io_queue.queue_read(self.s)
        return self.s.readinto(buf)

    def readexactly(self, n):
        result = b""
        while n:
            yield core._io_queue.queue_read(self.s)
            data = self.s.read(n)
            if data is None:
                continue
            if not data:
                raise EOFError
            result += data
            n -= len(data)
        return result

    def readline(self):
        line = b""
        while True:
            yield core._io_queue.queue_read(self.s)
            data = self.s.readline()
            if data is None:
                continue
            line += data
            # Of a stream of text the last item is a character, which is no number: its line ends with the stream.
            if not data or line[-1] == 10:
                return line

    # What the stream does not take at once is kept for drain.
    def write(self, buf):
        if not self.out_buf:
            count = self.s.write(buf)
            if count == len(buf):
                return
            if count is not None:
                buf = buf[count:]
        self.out_buf += buf

    # Gives way to the other tasks even if there is nothing to send.
    def drain(self):
        if not self.out_buf:
            return (yield from core.sleep_ms(0))
        left = memoryview(self.out_buf)
        while left:
            yield core._io_queue.queue_write(self.s)
            left = left[self.s.write(left) or 0 :]
        self.out_buf = b""

    async def awrite(self, buf, off=0, sz=-1):
        if off or sz != -1:
            buf = memoryview(buf)[off:] if sz == -1 else memoryview(buf)[off : off + sz]
        self.write(buf)
        await self.drain()

    # Names of an older version.
    aclose = wait_closed
    awritestr = awrite


StreamReader = Stream
StreamWriter = Stream


# Looking the name up blocks. How the connection went shows at the first read or write.
def open_connection(host, port, ssl=None, server_hostname=None):
    from errno import EINPROGRESS
    import socket

    family, kind, protocol, _, address = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)[0]
    s = socket.socket(family, kind, protocol)
    s.setblocking(False)
    try:
        s.connect(address)
    except OSError as er:
        if er.errno != EINPROGRESS:
            raise
    if ssl:
        if ssl is True:
            from ssl import PROTOCOL_TLS_CLIENT, SSLContext

            ssl = SSLContext(PROTOCOL_TLS_CLIENT)
        s = ssl.wrap_socket(s, server_hostname=server_hostname or host, do_handshake_on_connect=False)
        s.setblocking(False)
    stream = Stream(s)
    yield core._io_queue.queue_write(s)
    return stream, stream


class Server:
    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, value, traceback):
        self.close()
        await self.wait_closed()

    def close(self):
        self.state = True
        self.task.cancel()

    async def wait_closed(self):
        await self.task

    async def _serve(self, listener, cb, ssl):
        self.state = False
        while True:
            try:
                yield core._io_queue.queue_read(listener)
            except core.CancelledError:
                listener.close()
                if self.state:
                    return
                raise
            try:
                s, address = listener.accept()
            except:
                # The client may be gone, or there is no socket left; the next one is waited for.
                continue
            if ssl:
                try:
                    s = ssl.wrap_socket(s, server_side=True, do_handshake_on_connect=False)
                except OSError as er:
                    core.sys.print_exception(er)
                    s.close()
                    continue
            s.setblocking(False)
            stream = Stream(s, {"peername": address})
            core.create_task(cb(stream, stream))


async def start_server(cb, host, port, backlog=5, ssl=None):
    import socket

    family, _, _, _, address = socket.getaddrinfo(host, port)[0]
    s = socket.socket(family)
    s.setblocking(False)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(address)
    s.listen(backlog)
    server = Server()
    server.task = core.create_task(server._serve(s, cb, ssl))
    try:
        # A task that has not run yet could not close the socket when it is cancelled.
        await core.sleep_ms(0)
    except core.CancelledError:
        server.task.cancel()
        raise
    return server
