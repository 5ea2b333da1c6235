"""Streams: files, and memory that behaves like a file.

Example:
    import io
    out = io.StringIO()
    sys.print_exception(e, out)
    log(out.getvalue())

See: library/io.html
"""

from typing import Any, Iterator, Literal, Self, overload

from _types import Buffer, WritableBuffer

# The classes of files have no name on a board; they are what open() gives.

class _File:
    def close(self) -> None:
        """Writes what is not written yet and gives the file back. A file that is not closed may lose its end at a reset."""
    def flush(self) -> None:
        """Writes what is kept in memory to the flash."""
    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Moves to a position, in bytes.

        Args:
            offset: bytes to move
            whence: from where: 0 the beginning, 1 the present position, 2 the end

        Returns:
            the new position
        """
    def tell(self) -> int:
        """The position in the file, in bytes."""
    @overload
    def readinto(self, buf: WritableBuffer, /) -> int:
        """Reads into a buffer, at most `nbytes`.

        Returns:
            how many bytes were read; 0 at the end of the file
        """
    @overload
    def readinto(self, buf: WritableBuffer, nbytes: int, /) -> int: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any, /) -> None: ...

class _TextFile(_File):
    """A file of text, as `open(name)` gives it."""

    def read(self, size: int = -1, /) -> str:
        """Reads `size` characters, or all that is left; `""` at the end of the file."""
    def readline(self, size: int = -1, /) -> str:
        r"""Reads one line with its `\n`, at most `size` characters; `""` at the end of the file."""
    def readlines(self) -> list[str]:
        """Reads all lines that are left. For a large file `for line in f` needs less memory."""
    def write(self, data: str | Buffer, /) -> int:
        r"""Writes text and tells how many bytes that were. A line's end is what you write: `"\n"`."""
    def __iter__(self) -> Iterator[str]: ...
    def __next__(self) -> str: ...

class _BinaryFile(_File):
    """A file of bytes, as `open(name, "rb")` gives it."""

    def read(self, size: int = -1, /) -> bytes:
        """Reads `size` bytes, or all that is left; `b""` at the end of the file."""
    def readline(self, size: int = -1, /) -> bytes:
        r"""Reads up to `\n`, which is included, at most `size` bytes; `b""` at the end of the file."""
    def readlines(self) -> list[bytes]:
        """Reads all lines that are left."""
    def write(self, data: Buffer | str, /) -> int:
        """Writes bytes and tells how many."""
    def __iter__(self) -> Iterator[bytes]: ...
    def __next__(self) -> bytes: ...

@overload
def open(file: str, mode: Literal["r", "w", "a", "r+"] = "r", buffering: int = -1, encoding: str | None = None) -> _TextFile:
    """Opens a file of the board; the same as the built-in `open`."""
@overload
def open(file: str, mode: Literal["rb", "wb", "ab", "r+b"], buffering: int = -1, encoding: str | None = None) -> _BinaryFile: ...
@overload
def open(file: str, mode: str, buffering: int = -1, encoding: str | None = None) -> Any: ...

class IOBase:
    """Base for streams of your own: what derives from it can be used by `print(file=…)`, `select`, `os.dupterm`, `ssl`.

    A subclass has `readinto(buf)`, `write(buf)` and `ioctl(request, arg)`, as far as they are needed. They return a count of bytes,
    0 for the end, None for "nothing now", a negative errno for an error.

    Example:
        class Upper(io.IOBase):
            def write(self, data):
                return sys.stdout.write(str(data, "utf-8").upper())
    """

class BufferedWriter:
    """Collects what is written and passes it on in pieces of a fixed size.

    Args:
        stream: anything with a `write`
        buffer_size: bytes to collect

    CPython:
        Only `write` and `flush`. Call `flush` at the end, there is no `close`.
    """

    def __init__(self, stream: Any, buffer_size: int, /) -> None: ...
    def write(self, data: Buffer | str, /) -> int:
        """Takes bytes; as often as the buffer is full it is written out."""
    def flush(self) -> None:
        """Writes out what is in the buffer."""

class BytesIO:
    """A file of bytes in memory.

    Args:
        initial: bytes that it holds at first, or how many bytes of memory to take at once

    CPython:
        The first position is 0 in both cases. There are no `readlines`, `truncate`, `getbuffer`.
    """

    def __init__(self, initial: Buffer | int = b"", /) -> None: ...
    def read(self, size: int = -1, /) -> bytes:
        """Reads `size` bytes, or all that is left."""
    def readinto(self, buf: WritableBuffer, nbytes: int = ..., /) -> int:
        """Reads into a buffer and tells how many bytes."""
    def readline(self, size: int = -1, /) -> bytes:
        r"""Reads up to `\n`, which is included."""
    def write(self, data: Buffer | str, /) -> int:
        """Writes at the present position and tells how many bytes."""
    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Moves to a position: from the beginning (`whence` 0), from here (1), from the end (2)."""
    def tell(self) -> int:
        """The present position."""
    def flush(self) -> None:
        """Does nothing; it is there because files have it."""
    def close(self) -> None:
        """Gives the memory back. Reading or writing raises ValueError then."""
    def getvalue(self) -> bytes:
        """All that it holds."""
    def __enter__(self) -> Self: ...
    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any, /) -> None: ...
    def __iter__(self) -> Iterator[bytes]: ...
    def __next__(self) -> bytes: ...

class StringIO:
    """A file of text in memory.

    Args:
        initial: text that it holds at first, or how many bytes of memory to take at once

    CPython:
        There are no `readlines` and `truncate`.
    """

    def __init__(self, initial: str | int = "", /) -> None: ...
    def read(self, size: int = -1, /) -> str:
        """Reads `size` characters, or all that is left."""
    def readinto(self, buf: WritableBuffer, nbytes: int = ..., /) -> int:
        """Reads the bytes of the text into a buffer and tells how many."""
    def readline(self, size: int = -1, /) -> str:
        r"""Reads one line with its `\n`."""
    def write(self, data: str, /) -> int:
        """Writes at the present position and tells how many bytes."""
    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Moves to a position, in bytes: from the beginning (`whence` 0), from here (1), from the end (2)."""
    def tell(self) -> int:
        """The present position, in bytes."""
    def flush(self) -> None:
        """Does nothing; it is there because files have it."""
    def close(self) -> None:
        """Gives the memory back. Reading or writing raises ValueError then."""
    def getvalue(self) -> str:
        """All that it holds."""
    def __enter__(self) -> Self: ...
    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any, /) -> None: ...
    def __iter__(self) -> Iterator[str]: ...
    def __next__(self) -> str: ...
