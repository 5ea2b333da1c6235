"""Messages of the WebSocket protocol over a connection. The HTTP request that begins a WebSocket is up to the program.

Example:
    from websocket import websocket
    ws = websocket(client)
    ws.write("hello")
"""

from _types import AnyData, Stream, WritableBuffer

class websocket:
    """A stream whose data travels in WebSocket frames, as a server sends them.

    Args:
        sock: the connection, after the HTTP answer "101 Switching Protocols" has been sent
        blocking: True: writing waits although the socket does not

    ESP32:
        It is the server's side only: what it sends is not masked, which browsers expect of a server.
    """
    def __init__(self, sock: Stream, blocking: bool = False, /) -> None: ...
    def read(self, size: int = -1, /) -> bytes:
        """Reads what frames carry.

        Args:
            size: how many bytes; -1 or left out means until the end

        Returns:
            bytes; `b''` at the end; None if nothing is there and the socket does not wait
        """
    def readinto(self, buf: WritableBuffer, size: int = ..., /) -> int:
        """Reads what frames carry into a buffer.

        Args:
            buf: where the bytes go
            size: how many at most

        Returns:
            how many bytes; None if nothing is there and the socket does not wait
        """
    def readline(self, size: int = -1, /) -> bytes:
        """Reads up to the end of a line.

        Args:
            size: how many bytes at most

        Returns:
            bytes with the line end; None if nothing is there and the socket does not wait
        """
    def write(self, buf: AnyData, off: int = ..., size: int = ..., /) -> int:
        """Sends the data as one frame.

        Args:
            buf: what to send, less than 65536 bytes
            off: where to begin. With two arguments this is the number of bytes instead
            size: how many bytes

        Returns:
            how many bytes were sent

        Raises:
            ENOBUFS (105): 65536 bytes or more
        """
    def ioctl(self, request: int, arg: int = ..., /) -> int:
        """A request to the stream.

        Args:
            request: 9 sets the kind of the frames that are sent, 8 asks for that of the frame that was read
            arg: 1 for text, 2 for bytes

        Returns:
            the kind, for 9 the one before
        """
    def close(self) -> None:
        """Closes the connection, without telling the other side in the words of WebSocket."""
