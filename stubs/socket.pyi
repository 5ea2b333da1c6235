"""Connections over the network: TCP and UDP.

Make a socket, connect it (client), or bind it, listen and accept (server); then send and receive bytes.

CPython:
    Much smaller: no `with`, no gethostbyname, no create_connection, no socket.timeout and no socket.error. A timeout is
    `OSError` with errno 116.

ESP32:
    Ten sockets in all, and IPv4 only. The numbers of errors are not those of a PC: compare with the names in `errno`.

Example:
    import socket
    s = socket.socket()
    s.connect(("example.com", 80))
    s.sendall(b"GET / HTTP/1.0\\r\\nHost: example.com\\r\\n\\r\\n")
    print(s.recv(1000))
    s.close()

See: library/socket.html
"""

from typing import Callable, Final, overload

from _types import Address, AddressLike, AnyData, Buffer, WritableBuffer

AF_INET: Final = 2
"""IPv4, the kind of address that works on the board."""
AF_INET6: Final = 10
"""IPv6. Such a socket can be made, but no method takes or gives an IPv6 address."""
SOCK_STREAM: Final = 1
"""TCP: a connection over which bytes arrive complete and in order."""
SOCK_DGRAM: Final = 2
"""UDP: single messages (datagrams) without a connection. They can be lost, doubled or overtaken."""
SOCK_RAW: Final = 3
"""Packets below TCP and UDP."""
IPPROTO_IP: Final = 0
"""The protocol number of IP; also the level of IP_ADD_MEMBERSHIP in setsockopt()."""
IPPROTO_TCP: Final = 6
"""The protocol number of TCP; also the level of TCP_NODELAY in setsockopt()."""
IPPROTO_UDP: Final = 17
"""The protocol number of UDP."""
SOL_SOCKET: Final = 4095
"""The level of the SO_ options in setsockopt(). The board does not look at the level."""
SO_REUSEADDR: Final = 4
"""Option for setsockopt(): bind() may take a port that was in use until a moment ago. Every server wants it."""
SO_BROADCAST: Final = 32
"""Option for setsockopt(): datagrams to everybody in the network. The board sends them without it as well."""
SO_BINDTODEVICE: Final = 4107
"""Option for setsockopt(): use one interface only. The value is its name, `wlan.config("ifname")`."""
IP_ADD_MEMBERSHIP: Final = 3
"""Option for setsockopt(): join a multicast group. The value is 8 bytes: the group's address and the board's own."""
TCP_NODELAY: Final = 1
"""Option for setsockopt(): 1 sends small pieces at once, instead of collecting them for a moment."""
MSG_PEEK: Final = 1
"""Flag for recv() and recvfrom(): give the bytes, but leave them for the next call."""
MSG_DONTWAIT: Final = 8
"""Flag for recv() and recvfrom(): do not wait in this call. With nothing there it fails with EAGAIN (11)."""

def getaddrinfo(
    host: str, port: int | str, af: int = 0, type: int = 0, proto: int = 0, flags: int = 0, /
) -> list[tuple[int, int, int, str, Address]]:
    """Looks a name up and gives the address for it. What connect() and bind() need is `getaddrinfo(host, port)[0][-1]`.

    connect() and bind() also take names themselves; sendto() does not.

    Args:
        host: a name such as `"example.com"`, or an address such as `"192.168.1.5"`. No `http://` and no path.
        port: 0 to 65535
        af: the kind of address; 0 means any
        type: the kind of socket, which is only passed on to the result; 0 gives 1 (SOCK_STREAM)
        proto: only passed on to the result
        flags: 4 (AI_NUMERICHOST) forbids to ask a name server

    Constants:
        af: AF_INET
        type: SOCK_*
        proto: IPPROTO_*

    Returns:
        a list with one tuple `(af, type, proto, name, address)`, such as
        `[(2, 1, 0, 'example.com', ('93.184.216.34', 80))]`. `address` is a tuple of text and number.

    Blocks:
        while the name server is asked: some milliseconds, up to 7 s for each of its servers if none answers, 5 s more for
        a name in `.local`. Ctrl-C waits for it as well. An address of four numbers is never looked up.

    Raises:
        EAI_FAIL (-202): no such name, no answer, no name server, or no Wi-Fi
        EAI_SERVICE (-201): the port is not a number from 0 to 65535
        EAI_NONAME (-200): the flags forbid to look the name up
        EAI_MEMORY (-203): no memory for it
        EAI_FAMILY (-204): `af` is neither 0 nor AF_INET nor AF_INET6
        -2: the name server answered 0.0.0.0, which means that the name is not known or is blocked

    CPython:
        There it gives several addresses, takes keywords, and raises `socket.gaierror`, which the board does not have.

    Example:
        address = socket.getaddrinfo("example.com", 80)[0][-1]
        s = socket.socket()
        s.connect(address)

    See: library/socket.html#socket.getaddrinfo
    """

class socket:
    """One end of a connection, or a place where connections or datagrams arrive.

    Close it when you are done, also after an exception.

    Args:
        af: the kind of address
        type: TCP or UDP
        proto: 0 is right

    Constants:
        af: AF_INET, AF_INET6
        type: SOCK_*
        proto: IPPROTO_*

    Raises:
        ENFILE (23): all ten sockets of the board are in use. Shown as `OSError: 23`.
        EINVAL (22): there is no such type
        ENOBUFS (105): no memory is left for a socket

    CPython:
        No keywords, no `with`, no shutdown, getsockname, getpeername, getsockopt, gettimeout, connect_ex, recv_into.

    ESP32:
        Ten sockets in all: clients, servers and accepted connections, TCP and UDP alike. One that the program has lost is
        closed when memory is tidied up.

    Example:
        s = socket.socket()
        try:
            s.connect(("192.168.1.5", 80))
        finally:
            s.close()

    See: library/socket.html#socket.socket
    """
    def __init__(self, af: int = AF_INET, type: int = SOCK_STREAM, proto: int = 0, /) -> None: ...
    def bind(self, address: AddressLike, /) -> None:
        """Gives the socket a port of the board, on which a server is reached or datagrams arrive.

        Args:
            address: `(host, port)`. The host `""` means every interface of the board. Port 0 lets the board choose.

        Blocks:
            only while a host name is looked up

        Raises:
            EADDRINUSE (112): another socket has this port, or had it until two minutes ago. Set SO_REUSEADDR first.
            EINVAL (22): the socket is bound or connected already
            EBADF (9): the socket is closed
            EAI_FAIL (-202): the host is a name that could not be looked up
            EAI_SERVICE (-201): the port is not a number from 0 to 65535
            ValueError: the tuple does not have two items
            TypeError: the address is not a tuple or list

        CPython:
            There binding to an address that is not the computer's own fails. The board takes it, and nothing ever arrives.

        ESP32:
            Port 67 is in use while the board is an access point, 8266 while WebREPL runs.

        Example:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind(("", 80))

        See: library/socket.html#socket.socket.bind
        """
    def listen(self, backlog: int = 2, /) -> None:
        """Makes the socket a server: from now on clients can connect. Call bind() before it, and accept() after it.

        Args:
            backlog: how many clients may wait to be accepted, at most 6

        Raises:
            EADDRINUSE (112): another socket listens on this port already
            EOPNOTSUPP (95): it is a UDP socket; these receive without listen()
            EBADF (9): the socket is closed

        CPython:
            Without bind() both choose a port, but the board cannot tell which one.

        Example:
            s.bind(("", 80))
            s.listen(2)
            client, address = s.accept()

        See: library/socket.html#socket.socket.listen
        """
    def accept(self) -> tuple[socket, Address]:
        """Takes the next client. It gives a new socket for this client; the server socket goes on listening.

        Returns:
            `(client, address)`: send and receive on `client`; `address` is `('192.168.1.7', 50123)`

        Blocks:
            until a client comes, or the time of settimeout() runs out

        Raises:
            ETIMEDOUT (116): no client came in the time set with settimeout()
            EAGAIN (11): no client is waiting, and the socket does not wait; also with a timeout below 0.1 s
            EINVAL (22): listen() was not called
            ENFILE (23): all ten sockets are in use. Close the client sockets that are done.
            EOPNOTSUPP (95): it is a UDP socket
            ECONNABORTED (113): the client went away before it was accepted
            EBADF (9): the socket is closed

        CPython:
            The new socket always waits without limit, whatever the server socket is set to.

        Example:
            while True:
                client, address = s.accept()
                client.recv(1024)
                client.sendall(b"HTTP/1.0 200 OK\\r\\n\\r\\nHello")
                client.close()

        See: library/socket.html#socket.socket.accept
        """
    def connect(self, address: AddressLike, /) -> None:
        """Connects to a server. With UDP it only sets where send() goes and from where recv() takes.

        It takes one argument, a tuple. After a failure make a new socket; this one cannot be used again.

        Args:
            address: `(host, port)`. The host may be a name, which is then looked up.

        Blocks:
            until the connection is made: at most about 18 s, or the time of settimeout()

        Raises:
            ECONNRESET (104): the computer is there, but no program listens on that port
            ECONNABORTED (113): nobody answered for about 18 s: wrong address, computer off, or a firewall
            ETIMEDOUT (116): no connection in the time set with settimeout()
            EHOSTUNREACH (118): no way to that address: no Wi-Fi yet, or a wrong gateway
            EAI_FAIL (-202): the name could not be looked up
            EAI_SERVICE (-201): the port is not a number from 0 to 65535
            EINPROGRESS (119): the socket does not wait; the connection is being made. This is no failure.
            EALREADY (120): it is still being made
            EISCONN (127): the socket is connected or listening already
            ENOTCONN (128): an earlier attempt of this socket has failed
            EBADF (9): the socket is closed
            ValueError: the tuple does not have two items, as that of getaddrinfo() without `[-1]`
            TypeError: the address is not a tuple or list, or host and port are two arguments

        CPython:
            There a refused connection is ECONNREFUSED (111).

        ESP32:
            `127.0.0.1` is the board itself, not your computer.

        Example:
            s = socket.socket()
            s.settimeout(5)
            s.connect(("192.168.1.5", 8080))

        See: library/socket.html#socket.socket.connect
        """
    def send(self, bytes: AnyData, /) -> int:
        """Sends bytes. On a socket that waits, all of them.

        Args:
            bytes: what to send; text is sent as UTF-8. An empty one fails.

        Returns:
            how many bytes were taken. Fewer than given only if the socket does not wait, or if the time of settimeout()
            ran out in the middle: then send the rest again, or use sendall().

        Blocks:
            until everything is taken, which means in the chip's send buffer (5760 bytes), not at the other side

        Raises:
            ETIMEDOUT (116): nothing could be sent in time, because the other side does not read; or `bytes` is empty
            EAGAIN (11): the socket does not wait and there is no room, or the connection is not made yet
            ECONNRESET (104): the other side ended the connection
            ECONNABORTED (113): the board lost its Wi-Fi, or the other side does not answer any more
            ENOTCONN (128): not connected. A server sends on the socket that accept() gave.
            EBADF (9): the socket is closed
            TypeError: a number, list or None was given

        CPython:
            There it may send a part only, and takes no text.

        Example:
            s.send(b"hello\\n")

        See: library/socket.html#socket.socket.send
        """
    def sendall(self, bytes: AnyData, /) -> None:
        """Sends all of the bytes, or fails.

        Args:
            bytes: what to send; text is sent as UTF-8. An empty one fails.

        Blocks:
            until everything is in the chip's send buffer (5760 bytes)

        Raises:
            ETIMEDOUT (116): not everything could be sent in time, or `bytes` is empty. Also when the socket does not wait
                and only a part could be sent.
            EAGAIN (11): the socket does not wait and there is no room at all
            ECONNRESET (104): the other side ended the connection before it took everything
            ECONNABORTED (113): the board lost its Wi-Fi, or the other side does not answer any more
            ENOTCONN (128): not connected. A server sends on the socket that accept() gave.
            EBADF (9): the socket is closed
            TypeError: a number, list or None was given

        CPython:
            There text is refused, and an empty one is sent without an error.

        Example:
            client.sendall("HTTP/1.0 200 OK\\r\\n\\r\\n" + page)

        See: library/socket.html#socket.socket.sendall
        """
    def recv(self, bufsize: int, flags: int = 0, /) -> bytes:
        """Gives the bytes that have come, at most `bufsize`. It waits for the first, not until `bufsize` are there.

        One call rarely gives a whole message: call it again until you have what you expect, or until it gives `b''`.

        Args:
            bufsize: how many bytes at most, 1 or more. So much memory is taken for the call.
            flags: 0, or several added with `|`

        Constants:
            flags: MSG_*

        Returns:
            bytes. `b''` means that the other side has closed the connection. With UDP: one datagram; what does not fit is
            lost.

        Blocks:
            until something comes, the other side closes, or the time of settimeout() runs out

        Raises:
            ETIMEDOUT (116): nothing came in the time set with settimeout()
            EAGAIN (11): nothing has come, and the socket does not wait; also with a timeout below 0.1 s
            ECONNRESET (104): the other side ended the connection abruptly
            ECONNABORTED (113): the board lost its Wi-Fi, or the other side does not answer any more
            ENOTCONN (128): not connected. A server receives on the socket that accept() gave.
            EBADF (9): the socket is closed
            MemoryError: `bufsize` is more than there is memory

        CPython:
            `recv(0)` gives `b''` at once there. On the board it waits for data, and the rest of the stream is then lost.

        ESP32:
            Never more than 5760 bytes in one call. After an empty UDP datagram the socket receives nothing any more.

        Example:
            data = b""
            while part := s.recv(1024):
                data += part

        See: library/socket.html#socket.socket.recv
        """
    def recvfrom(self, bufsize: int, flags: int = 0, /) -> tuple[bytes, Address]:
        """Receives one datagram, and tells who sent it.

        Args:
            bufsize: how many bytes at most; the rest of a longer datagram is lost
            flags: 0, or several added with `|`

        Constants:
            flags: MSG_*

        Returns:
            `(data, address)`: answer with `sendto(answer, address)`

        Blocks:
            until a datagram comes, or the time of settimeout() runs out

        Raises:
            ETIMEDOUT (116): nothing came in the time set with settimeout()
            EAGAIN (11): nothing has come, and the socket does not wait; also with a timeout below 0.1 s
            EBADF (9): the socket is closed

        ESP32:
            Six datagrams can wait, more are lost. Those of more than about 1472 bytes never arrive.

        Example:
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            s.bind(("", 5000))
            data, address = s.recvfrom(1024)

        See: library/socket.html#socket.socket.recvfrom
        """
    def sendto(self, bytes: AnyData, address: AddressLike, /) -> int:
        """Sends one datagram. Whether it arrives is not told.

        Args:
            bytes: what to send; text is sent as UTF-8. At most 65507 bytes; up to 1472 travel in one piece.
            address: `(host, port)`. The host must be an address of four numbers, the port a number.

        Returns:
            how many bytes were sent

        Blocks:
            while there is no room, which is seldom. An empty datagram is sent again and again until the timeout.

        Raises:
            EHOSTUNREACH (118): no way to that address: no Wi-Fi yet, or a wrong gateway
            EMSGSIZE (122): more than 65535 bytes
            ENOMEM (12): the chip has no memory for such a long datagram
            ETIMEDOUT (116): it could not be sent at once, or it is empty
            EINVAL (22): the port is 0
            EBADF (9): the socket is closed
            ValueError: the host is a name; look it up with getaddrinfo()
            TypeError: the port is text

        CPython:
            There the host may be a name.

        Example:
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            s.sendto(b"hello", ("192.168.1.5", 5000))

        See: library/socket.html#socket.socket.sendto
        """
    def read(self, size: int = -1, /) -> bytes:
        """Reads exactly `size` bytes, or everything until the other side closes.

        With HTTP/1.1 a server keeps the connection open, and `read()` waits long: ask with HTTP/1.0 or `Connection: close`.

        Args:
            size: how many bytes; -1 or left out means until the end

        Returns:
            bytes, fewer than `size` only at the end of the connection, `b''` if there is nothing more. On a socket that
            does not wait: what is there, or None if there is nothing.

        Blocks:
            until all bytes are there, the other side closes, or nothing comes for the time of settimeout()

        Raises:
            ETIMEDOUT (116): nothing came in time; the bytes that this call had read already are lost
            ECONNRESET (104): the other side ended the connection abruptly
            ENOTCONN (128): not connected
            EBADF (9): the socket is closed

        CPython:
            A socket has no read() there; `makefile()` gives a file that has it.

        Example:
            header = s.read(4)

        See: library/socket.html#socket.socket.read
        """
    def readinto(self, buf: WritableBuffer, nbytes: int = ..., /) -> int:
        """Reads into a buffer until it is full, or the other side closes. It needs no new memory.

        Args:
            buf: a bytearray or memoryview, where the bytes go
            nbytes: at most so many; the length of the buffer if left out

        Returns:
            how many bytes were read, 0 at the end; None if nothing is there and the socket does not wait

        Blocks:
            as read()

        Raises:
            ETIMEDOUT (116): nothing came in the time set with settimeout()
            ECONNRESET (104): the other side ended the connection abruptly
            ENOTCONN (128): not connected
            EBADF (9): the socket is closed

        CPython:
            The nearest there is recv_into(), which returns with what has come.

        Example:
            buf = bytearray(512)
            n = s.readinto(buf)

        See: library/socket.html#socket.socket.readinto
        """
    def readline(self, size: int = -1, /) -> bytes:
        """Reads one line, with its line end.

        Args:
            size: at most so many bytes; no limit if left out

        Returns:
            bytes up to and with `\\n`, such as `b'Host: board\\r\\n'`; `b''` at the end of the connection. On a socket that
            does not wait: what is there of the line, or None.

        Blocks:
            until the line is complete, the other side closes, or nothing comes for the time of settimeout()

        Raises:
            ETIMEDOUT (116): nothing came in time; what was read of the line is lost
            ECONNRESET (104): the other side ended the connection abruptly
            ENOTCONN (128): not connected
            EBADF (9): the socket is closed

        CPython:
            A socket has no readline() there; `makefile()` gives a file that has it.

        ESP32:
            It takes single bytes from the connection, so it is slow for long lines.

        Example:
            while line := client.readline():
                if line == b"\\r\\n":
                    break

        See: library/socket.html#socket.socket.readline
        """
    @overload
    def write(self, buf: AnyData, /) -> int:
        """Sends all of the bytes, as a file is written.

        Args:
            buf: what to send; text is sent as UTF-8
            off: where in `buf` to begin
            size: how many bytes; as the second of two arguments, from the beginning

        Returns:
            how many bytes were taken. On a socket that does not wait that may be a part, or None if there is no room.

        Blocks:
            until everything is in the chip's send buffer

        Raises:
            ETIMEDOUT (116): not everything could be sent in time
            ECONNRESET (104): the other side ended the connection
            ENOTCONN (128): not connected
            EBADF (9): the socket is closed

        CPython:
            A socket has no write() there.

        Example:
            s.write(b"GET / HTTP/1.0\\r\\n\\r\\n")

        See: library/socket.html#socket.socket.write
        """
    @overload
    def write(self, buf: AnyData, size: int, /) -> int: ...
    @overload
    def write(self, buf: AnyData, off: int, size: int, /) -> int: ...
    @overload
    def setsockopt(self, level: int, optname: int, value: int | Buffer | str, /) -> None:
        """Sets an option of the socket.

        Args:
            level: the layer that the option belongs to; the board does not look at it
            optname: which option. 20 is the board's own: a function that is called with the socket while there is
                something to read
            value: 1 or 0 for most options; 8 bytes for IP_ADD_MEMBERSHIP, text for SO_BINDTODEVICE, a function or None for 20

        Constants:
            level: SOL_SOCKET, IPPROTO_*
            optname: SO_*, TCP_NODELAY, IP_ADD_MEMBERSHIP

        Raises:
            EBADF (9): the socket is closed
            ENODEV (19): there is no interface of that name (SO_BINDTODEVICE)
            6: the group could not be joined (IP_ADD_MEMBERSHIP)
            ValueError: the value of IP_ADD_MEMBERSHIP does not have 8 bytes
            TypeError: the value is not of the kind that the option needs

        CPython:
            There is no getsockopt() on the board.

        ESP32:
            An option that it does not know, such as SO_KEEPALIVE as 8, only prints
            `Warning: lwip.setsockopt() option not implemented`.

        Example:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)

        See: library/socket.html#socket.socket.setsockopt
        """
    @overload
    def setsockopt(self, level: int, optname: int, value: Callable[[socket], object] | None, /) -> None: ...
    def settimeout(self, value: float | None, /) -> None:
        """Says how long calls of this socket wait.

        The time counts anew whenever something arrives or goes, so a call can take longer in all.

        Args:
            value: seconds; None: without limit, as at the beginning; 0: do not wait at all

        CPython:
            The board has no gettimeout() and no socket.timeout: what is raised is `OSError` with errno 116 (ETIMEDOUT).

        ESP32:
            Waiting goes in steps of 0.1 s, one more than you ask for: `settimeout(1)` waits about 1.1 s. With less than 0.1 s
            calls fail with EAGAIN (11) after 0.1 s. A negative number is endless. connect() to a name may take longer.

        Example:
            s.settimeout(5)
            try:
                data = s.recv(1024)
            except OSError as e:
                if e.errno != errno.ETIMEDOUT:
                    raise

        See: library/socket.html#socket.socket.settimeout
        """
    def setblocking(self, flag: bool, /) -> None:
        """Says whether calls wait. `setblocking(True)` is `settimeout(None)`, `setblocking(False)` is `settimeout(0)`.

        Args:
            flag: False: calls return at once. recv(), accept() and send() then fail with EAGAIN (11) when there is
                nothing to do, connect() with EINPROGRESS (119), and read(), readline() and write() give None.

        Example:
            s.setblocking(False)
            try:
                client, address = s.accept()
            except OSError as e:
                if e.errno != errno.EAGAIN:
                    raise

        See: library/socket.html#socket.socket.setblocking
        """
    def makefile(self, mode: str = "rb", buffering: int = 0, /) -> socket:
        """Gives the socket itself, because a socket has the methods of a file already.

        Args:
            mode: not looked at
            buffering: not looked at

        Returns:
            the same socket: closing the "file" closes it

        CPython:
            There it gives a new, buffered file object.

        Example:
            f = s.makefile("rwb", 0)

        See: library/socket.html#socket.socket.makefile
        """
    def fileno(self) -> int:
        """The number of the socket on the chip.

        Returns:
            54 to 63; -1 after close()

        Example:
            print(s.fileno())
        """
    def close(self) -> None:
        """Ends the connection and frees the socket. It may be called twice.

        Afterwards other calls fail with EBADF (9). A connection whose received bytes were not all read is ended abruptly
        (reset): the other side then gets ECONNRESET, a browser shows an error. So read a request before you answer it.

        CPython:
            There `with` closes a socket; on the board use `try` and `finally`.

        ESP32:
            A TCP port stays taken for two minutes on the side that closed first; see SO_REUSEADDR.

        Example:
            try:
                s.sendall(b"hello")
            finally:
                s.close()

        See: library/socket.html#socket.socket.close
        """
