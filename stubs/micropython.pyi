"""What only MicroPython has: constants, decorators of the compiler, memory figures, callbacks out of interrupts.

Example:
    from micropython import const
    _PORT = const(8080)

See: library/micropython.html
"""

from typing import Any, Callable, TypeVar, overload

from _types import Buffer, WritableBuffer

_T = TypeVar("_T")
_F = TypeVar("_F", bound=Callable[..., Any])

def const(expr: _T, /) -> _T:
    """Marks a constant: the compiler puts the value in the place of the name.

    A name with an underscore in front (`_X = const(1)`) takes no memory at run time, but cannot be imported.
    """

# Decorators that the compiler knows. They exist while compiling only, so no attribute of the module shows them.

def native(func: _F, /) -> _F:
    """Decorator: compiles the function to machine code. About twice as fast as bytecode, and takes more memory."""

def viper(func: _F, /) -> _F:
    """Decorator: compiles the function to machine code with machine words for numbers and pointers.

    Annotate arguments with `int`, `uint`, `ptr8`, `ptr16`, `ptr32`. Ints wrap at 32 bits there.
    """

def bytecode(func: _F, /) -> _F:
    """Decorator: compiles the function to bytecode, the usual form."""

class RingIO:
    """A buffer that one side writes and the other reads, for example an interrupt and the main program, without allocating memory.

    Args:
        size: bytes that it can hold, or a bytearray to use (which holds one byte less than its length)
    """

    def __init__(self, size: int | bytearray, /) -> None: ...
    def any(self) -> int:
        """How many bytes can be read."""
    def read(self, nbytes: int = -1, /) -> bytes | None:
        """Takes up to `nbytes` bytes out, without waiting."""
    def readinto(self, buf: WritableBuffer, nbytes: int = ..., /) -> int | None:
        """Takes bytes out into a buffer and tells how many."""
    def readline(self, nbytes: int = -1, /) -> bytes | None:
        r"""Takes bytes out up to `\n`, which is included, or all if there is none."""
    def write(self, buf: Buffer, /) -> int | None:
        """Puts bytes in, as far as there is room, and tells how many."""
    def close(self) -> None:
        """Does nothing; it is there because streams have it."""

def alloc_emergency_exception_buf(size: int, /) -> None:
    """Keeps memory for the text of an exception that is raised where no memory can be allocated, as in a hard interrupt.

    Args:
        size: bytes; 100 is usual
    """

def heap_lock() -> None:
    """Forbids allocation until `heap_unlock`: what needs memory raises MemoryError. Shows whether code is fit for an interrupt."""

def heap_unlock() -> int:
    """Takes back one `heap_lock`.

    Returns:
        how many locks are still there; 0 means that allocation is possible again
    """

def kbd_intr(chr: int, /) -> None:
    """Which character on the console raises KeyboardInterrupt.

    Args:
        chr: 3 for Ctrl-C (the default); −1 for none, when the console carries other data
    """

def mem_info(verbose: object = ..., /) -> None:
    """Prints how stack and heap are used; with any argument also a map of the heap."""

def qstr_info(verbose: object = ..., /) -> None:
    """Prints how many names are interned and what memory they take; with any argument also the names."""

@overload
def opt_level() -> int:
    """How scripts are compiled from now on; without an argument gives the level.

    Args:
        level: 0 keeps `assert`; 1 leaves it out; 3 also leaves out line numbers, which saves memory
    """
@overload
def opt_level(level: int, /) -> None: ...

def schedule(func: Callable[[Any], Any], arg: Any, /) -> None:
    """Has a function called very soon, between two steps of the main program: how an interrupt gets work done that allocates.

    Args:
        func: function with one parameter; a bound method allocates, so make it beforehand
        arg: its argument

    Raises:
        RuntimeError: `schedule queue full`

    ESP32:
        The queue holds 8 calls. Callbacks of timers and pins are in it too.
    """

def stack_use() -> int:
    """Bytes of the stack that are in use. 15 KB are available."""
