"""Unpacking of compressed data: gzip, zlib, raw deflate.

Example:
    import deflate
    with open("data.gz", "rb") as f:
        with deflate.DeflateIO(f) as d:
            text = d.read()

See: library/deflate.html
"""

from typing import Any, Final, Self

from _types import WritableBuffer

AUTO: Final = 0
"""Format: zlib or gzip, whichever it is."""

RAW: Final = 1
"""Format: deflate without a header."""

ZLIB: Final = 2
"""Format: zlib."""

GZIP: Final = 3
"""Format: gzip, as `Content-Encoding: gzip` has it."""

class DeflateIO:
    """A stream that unpacks what it reads from another stream.

    Args:
        stream: where the compressed data come from: a file, a socket, `io.BytesIO`
        format: what they are
        wbits: size of the window as a power of two, 5 to 15; 0 goes by the header, with RAW it is 256 bytes
        close: True closes the other stream too

    Constants:
        format: AUTO, RAW, ZLIB, GZIP

    Raises:
        ValueError: `format`, `wbits`

    ESP32:
        It cannot compress: there is no `write`. A window of 15 takes 32 KB of the heap.
    """

    def __init__(self, stream: Any, format: int = 0, wbits: int = 0, close: bool = False, /) -> None: ...
    def read(self, size: int = -1, /) -> bytes:
        """Reads `size` unpacked bytes, or all.

        Raises:
            EINVAL (22): the data are damaged, or of another format
        """
    def readinto(self, buf: WritableBuffer, nbytes: int = ..., /) -> int:
        """Reads unpacked bytes into a buffer and tells how many."""
    def readline(self, size: int = -1, /) -> bytes:
        r"""Reads unpacked bytes up to `\n`, which is included."""
    def close(self) -> None:
        """Gives the memory back; the other stream is closed only if that was asked for."""
    def __enter__(self) -> Self: ...
    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any, /) -> None: ...
