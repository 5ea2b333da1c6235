"""The garbage collector: it finds memory that nothing uses any more.

Example:
    import gc
    gc.collect()
    print(gc.mem_free())

See: library/gc.html
"""

from typing import overload

def collect() -> None:
    """Collects now. It takes some milliseconds, and joins free memory, so it helps before a large buffer or a TLS connection.

    Sockets and files that nothing refers to are closed by it.
    """

def disable() -> None:
    """Switches automatic collection off. When the heap is full, MemoryError is raised."""

def enable() -> None:
    """Switches automatic collection on again."""

def isenabled() -> bool:
    """Whether automatic collection is on."""

def mem_alloc() -> int:
    """Bytes of the heap that are in use, garbage included.

    CPython:
        Not there.
    """

def mem_free() -> int:
    """Bytes of the heap that are free.

    CPython:
        Not there.

    ESP32:
        The heap can grow into the memory of the system, and what it could grow by is counted as free. About 110 to 160 KB after start;
        Wi-Fi takes about 50 KB.
    """

@overload
def threshold() -> int:
    """After how many allocated bytes a collection runs, even if there is memory left; without an argument gives the number.

    Args:
        amount: bytes; −1 (the default) collects only when memory is short
    """
@overload
def threshold(amount: int, /) -> None: ...
