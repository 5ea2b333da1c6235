"""TCP connections and servers for tasks. Use it through `asyncio`.

See: library/asyncio.html
"""

from typing import Any, Callable, Coroutine, Generic, Literal, TypeVar, overload

from _types import Address, AnyData, ByteReader, WritableBuffer
from ssl import SSLContext as _SSLContext
from sys import _Console
from tls import SSLContext as _TLSContext

# What read() gives: text of the console, bytes of all else.
_Data = TypeVar("_Data", default=bytes)

class Stream(Generic[_Data]):
    """A connection, for reading and writing. open_connection() gives it; start_server() gives one for each client.

    Reader and writer are the same object. It can also be made for a UART, or another stream that select can poll.

    Args:
        s: the stream, which must not wait
        e: what get_extra_info() tells

    CPython:
        Reader and writer are two classes there. No writelines(), readuntil(), at_eof() or is_closing().

    ESP32:
        After close() comes `await wait_closed()`: only that frees the socket.

    Example:
        reader, writer = await asyncio.open_connection("example.com", 80)
        writer.write(b"GET / HTTP/1.0\\r\\n\\r\\n")
        await writer.drain()
        print(await reader.readline())

    See: library/asyncio.html#asyncio.Stream
    """

    s: Any
    """The socket or other stream behind it."""
    e: dict[str, Any]
    """What get_extra_info() tells."""
    out_buf: bytes
    """What was written and has not been sent yet."""

    @overload
    def __init__(self: Stream[bytes], s: ByteReader, e: dict[str, Any] = {}) -> None: ...
    @overload
    def __init__(self: Stream[str], s: _Console, e: dict[str, Any] = {}) -> None: ...
    @overload
    def __init__(self: Stream[Any], s: Any, e: dict[str, Any] = {}) -> None: ...
    def get_extra_info(self, v: Literal["peername"]) -> Address:
        """The address of the client, in the function of a server.

        Args:
            v: `"peername"`

        Returns:
            `('192.168.1.7', 50123)`

        Raises:
            KeyError: it is not known, as on the client's side

        Example:
            print(writer.get_extra_info("peername"))

        See: library/asyncio.html#asyncio.Stream.get_extra_info
        """
    def close(self) -> None:
        """Does nothing on the board: the connection is closed by wait_closed().

        CPython:
            There it closes the connection.

        Example:
            writer.close()
            await writer.wait_closed()

        See: library/asyncio.html#asyncio.Stream.close
        """
    async def wait_closed(self) -> None:
        """Closes the connection and frees its socket. Call it also after an exception: there are ten sockets in all.

        Example:
            writer.close()
            await writer.wait_closed()

        See: library/asyncio.html#asyncio.Stream.wait_closed
        """
    async def read(self, n: int = -1) -> _Data:
        """Gives what has come, at most `n` bytes; without `n` everything until the other side closes.

        Args:
            n: how many bytes at most; -1 means until the end

        Returns:
            bytes; `b''` when the other side has closed. Text from `sys.stdin`, if `n` is given.

        Blocks:
            only this task, until something comes

        Raises:
            ECONNRESET (104): the other side ended the connection, or refused it: open_connection() tells that only here
            ECONNABORTED (113): nobody answers at the address of open_connection(), or the board lost its Wi-Fi

        Example:
            data = await reader.read(512)

        See: library/asyncio.html#asyncio.Stream.read
        """
    async def readinto(self, buf: WritableBuffer) -> int:
        """Reads what has come into a buffer.

        Args:
            buf: a bytearray or memoryview

        Returns:
            how many bytes; 0 when the other side has closed

        Blocks:
            only this task, until something comes

        Raises:
            ECONNRESET (104): the other side ended the connection, or refused it

        CPython:
            There is no readinto() there.

        Example:
            n = await reader.readinto(buf)

        See: library/asyncio.html#asyncio.Stream.readinto
        """
    async def readexactly(self, n: int) -> bytes:
        """Reads exactly `n` bytes.

        Args:
            n: how many bytes

        Returns:
            `n` bytes

        Blocks:
            only this task, until all are there

        Raises:
            EOFError: the other side closed before; what had come is lost
            ECONNRESET (104): the other side ended the connection, or refused it

        CPython:
            There IncompleteReadError is raised, which has what had come.

        Example:
            header = await reader.readexactly(4)

        See: library/asyncio.html#asyncio.Stream.readexactly
        """
    async def readline(self) -> bytes:
        """Reads one line, with its line end.

        Returns:
            bytes up to and with `\\n`; without it only at the end; `b''` when the other side has closed

        Blocks:
            only this task, until the line is complete

        Raises:
            ECONNRESET (104): the other side ended the connection, or refused it

        Example:
            while await reader.readline() not in (b"", b"\\r\\n"):
                pass

        See: library/asyncio.html#asyncio.Stream.readline
        """
    def write(self, buf: AnyData) -> None:
        """Sends bytes as far as there is room, and keeps the rest until drain(). It is called without `await`.

        Args:
            buf: what to send

        Raises:
            ECONNRESET (104): the other side ended the connection, or refused it
            ENOTCONN (128): the connection has failed before

        CPython:
            There nothing is sent before the next `await`.

        Example:
            writer.write(b"hello\\n")
            await writer.drain()

        See: library/asyncio.html#asyncio.Stream.write
        """
    async def drain(self) -> None:
        """Waits until everything that was written is sent. It gives way to other tasks even if nothing is left.

        Blocks:
            only this task

        Raises:
            ECONNRESET (104): the other side ended the connection

        Example:
            await writer.drain()

        See: library/asyncio.html#asyncio.Stream.drain
        """
    async def awrite(self, buf: AnyData, off: int = 0, sz: int = -1) -> None:
        """Sends a part of a buffer and waits until it is sent. From an older version: use write() and drain().

        Args:
            buf: what to send
            off: where to begin
            sz: how many bytes; -1 means to the end
        """
    async def awritestr(self, buf: AnyData, off: int = 0, sz: int = -1) -> None:
        """The same as awrite(). From an older version: use write() and drain().

        Args:
            buf: what to send
            off: where to begin
            sz: how many bytes; -1 means to the end
        """
    async def aclose(self) -> None:
        """The same as wait_closed(). From an older version."""

StreamReader = Stream
"""A connection, as it is given for reading. The same class as StreamWriter."""
StreamWriter = Stream
"""A connection, as it is given for writing. The same class as StreamReader."""

async def open_connection(
    host: str, port: int, ssl: bool | _SSLContext | _TLSContext | None = None, server_hostname: str | None = None
) -> tuple[Stream, Stream]:
    """Connects to a server over TCP.

    Args:
        host: name or address
        port: 0 to 65535
        ssl: True for an encrypted connection whose certificate is not checked, or a context
        server_hostname: the name in the certificate; `host` if left out

    Returns:
        `(reader, writer)`, which are the same object

    Blocks:
        only this task, until the connection is there or has failed. Looking up the name stops all tasks.

    Raises:
        EHOSTUNREACH (118): no way to that address: no Wi-Fi yet, or a wrong gateway
        EAI_FAIL (-202): the name could not be looked up
        ENFILE (23): all ten sockets of the board are in use

    CPython:
        There a failed connection raises here. On the board it shows at the first read or write, as 104 or 113.

    Example:
        reader, writer = await asyncio.open_connection("example.com", 80)
        writer.write(b"GET / HTTP/1.0\\r\\nHost: example.com\\r\\n\\r\\n")
        await writer.drain()
        print(await reader.read(1000))
        await writer.wait_closed()

    See: library/asyncio.html#asyncio.open_connection
    """

class Server:
    """A running server, as start_server() gives it. `async with` closes it at the end.

    CPython:
        No serve_forever(), sockets or is_serving(): it serves at once, as long as the loop runs.

    Example:
        server = await asyncio.start_server(handle, "0.0.0.0", 80)
        await asyncio.sleep(60)
        server.close()
        await server.wait_closed()

    See: library/asyncio.html#asyncio.Server
    """
    def close(self) -> None:
        """Ends the server: no more clients are accepted. Connections that are open stay.

        Example:
            server.close()
            await server.wait_closed()

        See: library/asyncio.html#asyncio.Server.close
        """
    async def wait_closed(self) -> None:
        """Waits until the server has ended and its socket is free.

        Blocks:
            only this task. Without close() before, for ever: so a program can be kept alive.

        See: library/asyncio.html#asyncio.Server.wait_closed
        """
    async def __aenter__(self) -> Server: ...
    async def __aexit__(self, exc_type: object, exc: object, tb: object) -> None: ...

async def start_server(
    cb: Callable[[Stream, Stream], Coroutine[Any, Any, object]],
    host: str,
    port: int,
    backlog: int = 5,
    ssl: _SSLContext | _TLSContext | None = None,
) -> Server:
    """Starts a TCP server: for each client a task is made from the function.

    Args:
        cb: an `async def` function of reader and writer
        host: `"0.0.0.0"` or `""` for every interface of the board
        port: on which it is reached, 0 to 65535
        backlog: how many clients may wait to be accepted
        ssl: a context with certificate and key, for an encrypted server

    Returns:
        the server, which runs already

    Raises:
        EADDRINUSE (112): another socket listens on this port
        ENFILE (23): all ten sockets of the board are in use

    CPython:
        There is no serve_forever(): keep the program alive, as with `await asyncio.sleep(…)` in a loop.

    ESP32:
        When all ten sockets are in use, a new client is not served, and nothing tells of it. SO_REUSEADDR is set already.

    Example:
        async def handle(reader, writer):
            await reader.readline()
            writer.write(b"HTTP/1.0 200 OK\\r\\n\\r\\nHello")
            await writer.drain()
            await writer.wait_closed()

        server = await asyncio.start_server(handle, "0.0.0.0", 80)

    See: library/asyncio.html#asyncio.start_server
    """
