"""Files and folders of the board, random bytes, and a copy of the console.

`mount`, `umount`, `VfsFat` and `VfsLfs2` are the same as in `vfs`, where they belong now.

Example:
    import os
    for name in os.listdir("/"):
        print(name, os.stat(name)[6])

See: library/os.html
"""

from typing import Any, Final, Iterator, NamedTuple, overload

from vfs import VfsFat as VfsFat
from vfs import VfsLfs2 as VfsLfs2
from vfs import mount as mount
from vfs import umount as umount

sep: Final = "/"
"""What separates the parts of a path."""

class _Uname(NamedTuple):
    """Names and version of the system."""

    sysname: str
    """`"esp32"`."""
    nodename: str
    """`"esp32"`."""
    release: str
    """Version: `"1.29.0"`."""
    version: str
    """Version with the date of the build."""
    machine: str
    """Name of board and chip."""

def chdir(path: str, /) -> None:
    """Makes a folder the current one, from which paths without `/` at the beginning go.

    Raises:
        ENOENT (2): there is no such folder
    """

def dupterm(stream_object: Any, index: int = 0, /) -> Any:
    """Copies the console to a stream as well: what is printed goes there too, and what comes from there is input. WebREPL does it.

    Args:
        stream_object: a stream with `readinto`, `write` and `ioctl`; None ends it
        index: which of several; the ESP32 has only 0

    Returns:
        the stream that was there before, or None

    Raises:
        ValueError: another index (`invalid dupterm index`)
    """

def dupterm_notify(obj_in: Any, /) -> None:
    """Tells the console that input waits in the stream of `dupterm`, so that Ctrl-C in it is seen at once."""

def getcwd() -> str:
    """The current folder; `/` after a reset."""

def ilistdir(dir: str = "", /) -> Iterator[tuple[str, int, int, int]]:
    """The entries of a folder, one by one.

    Args:
        dir: the folder, by default the current one

    Returns:
        an iterator over `(name, kind, inode, size)`: kind is 0x4000 for a folder, 0x8000 for a file; inode is 0; size in bytes

    CPython:
        Not there; `os.scandir` is the relative.
    """

def listdir(dir: str = "", /) -> list[str]:
    """The names in a folder, in the order in which they lie there.

    Raises:
        ENOENT (2): there is no such folder
    """

def mkdir(path: str, /) -> None:
    """Makes a folder. The one above it must be there.

    Raises:
        EEXIST (17): the name is taken
        ENOENT (2): the folder above is not there
    """

def remove(path: str, /) -> None:
    """Deletes a file.

    Raises:
        ENOENT (2): there is no such file
    """

def rename(old_path: str, new_path: str, /) -> None:
    """Renames or moves a file or folder. A file that has the new name already is replaced.

    Raises:
        ENOENT (2): there is no file with the old name
    """

def rmdir(path: str, /) -> None:
    """Deletes an empty folder.

    Raises:
        ENOENT (2): there is no such folder
        ENOTEMPTY (39): it is not empty; the number has no name in `errno`
    """

def stat(path: str, /) -> tuple[int, int, int, int, int, int, int, int, int, int]:
    """What is known of a file or folder.

    Returns:
        ten numbers: [0] is 0x4000 for a folder, 0x8000 for a file; [6] is the size in bytes; [7] to [9] are the time of the last change in
        seconds since 2000-01-01

    Raises:
        ENOENT (2): there is no such file; there is no `os.path.exists`, so this is how to ask

    Example:
        try:
            os.stat("config.json")
        except OSError:
            print("no configuration yet")
    """

def statvfs(path: str, /) -> tuple[int, int, int, int, int, int, int, int, int, int]:
    """Size and free space of a file system.

    Returns:
        ten numbers: [0] size of a block, [2] count of blocks, [3] free blocks, [9] longest name; `s[0] * s[3]` are the free bytes
    """

def sync() -> None:
    """Writes out what file systems keep in memory."""

def uname() -> _Uname:
    """Names and version of the system."""

def unlink(path: str, /) -> None:
    """Deletes a file; the same as `remove`."""

def urandom(n: int, /) -> bytes:
    """`n` random bytes from the chip's generator, good enough for keys while Wi-Fi is on."""
