"""The part of WebREPL that is written in C: password, and files that are sent over it. Programs use `webrepl`."""

from _types import AnyData, Stream, WritableBuffer

def password(passwd: str, /) -> None:
    """Sets the password that WebREPL asks for.

    Args:
        passwd: at most 9 characters

    Raises:
        ValueError: it is longer
    """

class _webrepl:
    """A stream for os.dupterm(): it asks for the password, then passes the REPL on and takes files.

    Args:
        sock: a websocket
    """
    def __init__(self, sock: Stream, unused: object = ..., /) -> None: ...
    def read(self, size: int = -1, /) -> bytes:
        """Reads what was typed.

        Args:
            size: how many bytes
        """
    def readinto(self, buf: WritableBuffer, size: int = ..., /) -> int:
        """Reads what was typed into a buffer.

        Args:
            buf: where the bytes go
            size: how many at most
        """
    def write(self, buf: AnyData, off: int = ..., size: int = ..., /) -> int:
        """Shows text on the other side.

        Args:
            buf: what to show
            off: where to begin
            size: how many bytes
        """
    def close(self) -> None:
        """Closes the connection."""
