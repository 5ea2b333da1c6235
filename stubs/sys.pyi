"""The interpreter: version, console, modules that are loaded, the end of the program.

Example:
    import sys
    print(sys.version, sys.platform)

See: library/sys.html
"""

from typing import Any, Final, Iterator, NoReturn, Self

from _types import Buffer, WritableBuffer

class _Console:
    """A stream of the serial console. `buffer` is the same console with bytes in place of text."""

    @property
    def buffer(self) -> _ConsoleBytes:
        """The console as bytes, for what is not text."""
    def read(self, size: int = -1, /) -> str:
        """Reads `size` characters; waits until all are there.

        Blocks:
            until `size` characters have come; `select.poll` with the console tells whether one is there
        """
    def readinto(self, buf: WritableBuffer, nbytes: int = ..., /) -> int:
        """Reads into a buffer and tells how many bytes; waits until it is full."""
    def readline(self, size: int = -1, /) -> str:
        r"""Reads up to `\n`, which is included. A terminal's Enter key sends `\r`, which comes as `\n`.

        Blocks:
            until a line has come
        """
    def readlines(self) -> list[str]:
        """Reads lines until the end of the input, which a console does not have."""
    def write(self, data: str | Buffer, /) -> int:
        r"""Writes text to the console; `\n` is sent as `\r\n`.

        Returns:
            how many bytes were written
        """
    def close(self) -> None:
        """Does nothing: the console stays open."""
    def __enter__(self) -> Self: ...
    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any, /) -> None: ...
    def __iter__(self) -> Iterator[str]: ...
    def __next__(self) -> str: ...

class _ConsoleBytes:
    """The serial console, with bytes: nothing is translated."""

    def read(self, size: int = -1, /) -> bytes:
        """Reads `size` bytes; waits until all are there."""
    def readinto(self, buf: WritableBuffer, nbytes: int = ..., /) -> int:
        """Reads into a buffer and tells how many bytes; waits until it is full."""
    def readline(self, size: int = -1, /) -> bytes:
        r"""Reads up to `\n`, which is included."""
    def readlines(self) -> list[bytes]:
        """Reads lines until the end of the input, which a console does not have."""
    def write(self, data: Buffer | str, /) -> int:
        """Writes bytes as they are and tells how many."""
    def close(self) -> None:
        """Does nothing: the console stays open."""
    def __enter__(self) -> Self: ...
    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any, /) -> None: ...
    def __iter__(self) -> Iterator[bytes]: ...
    def __next__(self) -> bytes: ...

class _Implementation(tuple[str, tuple[int, int, int, str], str, int, str, str]):
    """Name and version of the interpreter, as a tuple with names."""

    name: str
    """`"micropython"`."""
    version: tuple[int, int, int, str]
    """Version as `(1, 29, 0, "")`; the text is `"preview"` before a release."""
    _machine: str
    """Name of board and chip: `"Generic ESP32 module with ESP32"`."""
    _mpy: int
    """Which `.mpy` files it can load."""
    _build: str
    """Name of the firmware: `"ESP32_GENERIC"`."""
    _thread: str
    """`"GIL"`: threads take turns. The simulated board, which has no threads, does not have it."""

argv: Final[list[str]]
"""Arguments of the program: on a board always empty."""

byteorder: Final = "little"
"""How the chip keeps numbers in memory: the least significant byte first."""

implementation: Final[_Implementation]
"""Name and version of the interpreter: `sys.implementation.version >= (1, 26)` asks for a version."""

maxsize: Final = 2147483647
"""The largest number that fits into a machine word; ints can be larger."""

modules: Final[dict[str, Any]]
"""The modules that are loaded, by name. `del sys.modules["x"]` lets the next `import x` read the file again."""

path: list[str]
"""The folders in which `import` looks: `["", ".frozen", "/lib"]`. Before them come built-in modules, except those that can be extended."""

platform: Final = "esp32"
"""Name of the port."""

ps1: str
"""The prompt, `">>> "`; can be assigned."""

ps2: str
"""The prompt of a continued line, `"... "`; can be assigned."""

stderr: Final[_Console]
"""The serial console, for errors; on a board the same as `stdout`."""

stdin: Final[_Console]
"""The serial console, for reading. `select.poll` can wait for it together with sockets."""

stdout: Final[_Console]
"""The serial console, for writing."""

version: Final[str]
"""Version of the language and of MicroPython as text: `"3.4.0; MicroPython v1.29.0 on …"`."""

version_info: Final[tuple[int, int, int]]
"""Version of the Python language that is followed: `(3, 4, 0)`. Later features are there too, f-strings and `async` among them."""

def exit(retval: object = None, /) -> NoReturn:
    """Ends the program, by raising SystemExit.

    Args:
        retval: is kept in the exception: `e.value`

    ESP32:
        In boot.py or main.py a soft reset follows: the board starts boot.py and main.py anew.
    """

def print_exception(exc: BaseException, file: Any = ..., /) -> None:
    """Writes an exception with its traceback, as when a program ends with it.

    Args:
        exc: the exception
        file: where to write; the console by default

    CPython:
        It is `traceback.print_exception` there.

    Example:
        except Exception as e:
            sys.print_exception(e)
    """
