"""Types that the stubs share. Internal: a board has no such module, and it is never offered in a completion.

Aliases for what a parameter takes, small protocols for streams, and the classes of objects that a board hands out but
gives no name to.
"""

from array import array
from typing import Any, Protocol

Buffer = bytes | bytearray | memoryview | array
"""Anything whose bytes can be read in place."""

WritableBuffer = bytearray | memoryview | array
"""A buffer that can be written into."""

AnyData = str | bytes | bytearray | memoryview | array
"""A buffer, or text, of which the UTF-8 bytes are taken."""

Address = tuple[str, int]
"""An IPv4 address as the board gives it: a dotted quad, and a port."""

AddressLike = tuple[str | bytes, int | str] | list[Any]
"""An address as bind() and connect() take it: a tuple or list of host and port. The host may be a name."""

class Readable(Protocol):
    """Has `read`, as files, sockets and UARTs do."""
    def read(self, size: int = ..., /) -> Any:
        """Reads up to that many bytes or characters."""

class Writable(Protocol):
    """Has `write`, as files, sockets and UARTs do."""
    def write(self, data: Any, /) -> Any:
        """Writes the data."""

class Stream(Protocol):
    """Can be read and written, as a socket or a UART."""
    def read(self, size: int = ..., /) -> Any:
        """Reads up to that many bytes."""
    def readinto(self, buf: Any, /) -> Any:
        """Reads into a buffer."""
    def write(self, data: Any, /) -> Any:
        """Writes the data."""

class ByteReader(Protocol):
    """Gives bytes when it is read, and None when there are none yet."""
    def read(self, size: int = ..., /) -> bytes | None:
        """Reads up to that many bytes."""

class SSLSocket:
    """An encrypted connection, as `wrap_socket` makes it. It has the methods of a stream, and none to connect or listen.

    There is no `settimeout`: set the time limit on the plain socket before you wrap it.

    CPython:
        No settimeout, connect, accept, bind, fileno, makefile, shutdown, unwrap, version, and no `with`.

    ESP32:
        TLS 1.2 (DTLS 1.2 over UDP). A write of more than 4096 bytes is sent as several records.
    """
    def read(self, size: int = -1, /) -> bytes:
        """Reads exactly `size` bytes, or up to the end of the connection.

        Args:
            size: how many bytes; -1 or left out means everything until the other side closes

        Returns:
            bytes, shorter than `size` only at the end, `b''` if there is nothing more. On a socket that does not wait:
            what is there, or None if there is nothing.

        Blocks:
            until all bytes are there, the connection ends, or the time limit of the plain socket runs out

        Raises:
            ETIMEDOUT (116): the time limit ran out. From then on every read and write fails with it.
            ECONNRESET (104): the other side ended the connection abruptly
            MBEDTLS_ERR_SSL_INVALID_RECORD (-29184): what came is not encrypted

        Example:
            data = tls_socket.read(100)
        """
    def readinto(self, buf: WritableBuffer, size: int = ..., /) -> int:
        """Reads into a buffer until it is full, `size` bytes are read, or the connection ends.

        Args:
            buf: where the bytes go
            size: how many, at most; the length of the buffer if left out

        Returns:
            how many bytes were read, 0 at the end; None if there is nothing and the socket does not wait

        Blocks:
            as read()

        Raises:
            ETIMEDOUT (116): the time limit of the plain socket ran out
        """
    def readline(self, size: int = -1, /) -> bytes:
        """Reads one line, with its line end.

        Args:
            size: at most this many bytes; no limit if left out

        Returns:
            bytes up to and with `\\n`; without it only at the end of the connection or at the limit; `b''` at the end

        Blocks:
            until the line is complete, the connection ends, or the time limit of the plain socket runs out

        Raises:
            ETIMEDOUT (116): the time limit ran out; what was read of the line is lost
        """
    def write(self, buf: AnyData, off: int = ..., size: int = ..., /) -> int:
        """Encrypts and sends all of the data.

        Args:
            buf: what to send; text is sent as UTF-8
            off: where to begin. With two arguments this is the number of bytes instead
            size: how many bytes

        Returns:
            how many bytes were taken; None if there is no room and the socket does not wait

        Blocks:
            until everything is handed over, or the time limit of the plain socket runs out

        Raises:
            ETIMEDOUT (116): the other side does not read
            ECONNRESET (104): the other side ended the connection abruptly
        """
    def recv(self, bufsize: int, /) -> bytes:
        """Gives what has arrived, at most `bufsize` bytes. It does not wait for more once there is something.

        Args:
            bufsize: how many bytes at most

        Returns:
            bytes; `b''` when the other side has closed; None if there is nothing and the socket does not wait

        Blocks:
            until something has come

        Raises:
            ETIMEDOUT (116): the time limit of the plain socket ran out
        """
    def recv_into(self, buf: WritableBuffer, size: int = ..., /) -> int:
        """The same as readinto(): waits until the buffer is full.

        CPython:
            There it returns with what has come.
        """
    def send(self, buf: AnyData, off: int = ..., size: int = ..., /) -> int:
        """Encrypts and sends what goes in one step, which may be a part of the data.

        Args:
            buf: what to send

        Returns:
            how many bytes were taken, at most 4096; None if there is no room and the socket does not wait

        Blocks:
            until there is room

        Raises:
            ETIMEDOUT (116): the other side does not read
        """
    def sendall(self, buf: AnyData, off: int = ..., size: int = ..., /) -> int:
        """The same as write(): sends everything.

        CPython:
            There it returns None.
        """
    def setblocking(self, flag: bool, /) -> None:
        """Says whether calls wait. It is passed on to the plain socket.

        Args:
            flag: True: calls wait. False: they return None when there is nothing to do.
        """
    def ioctl(self, request: int, arg: int = ..., /) -> int:
        """A request to the stream itself, by number. Programs do not need it."""
    def getpeercert(self, binary_form: bool, /) -> bytes | None:
        """The certificate that the other side sent.

        Args:
            binary_form: must be True

        Returns:
            the certificate in DER form, or None if there was none

        Raises:
            NotImplementedError: `binary_form` is False
        """
    def cipher(self) -> tuple[str, str]:
        """How the connection is encrypted.

        Returns:
            the name of the cipher suite and the version, such as `('TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384', 'TLSv1.2')`
        """
    def close(self) -> None:
        """Tells the other side, and closes the plain socket as well. It may be called twice.

        Close it also after an exception: there are ten sockets in all.
        """
