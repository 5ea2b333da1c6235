"""File systems: what lies under `/`, and what can be mounted beside it, for example an SD card.

Example:
    import machine, vfs
    vfs.mount(machine.SDCard(slot=2), "/sd")

See: library/vfs.html
"""

from typing import Any, Iterator, Protocol, overload

from _types import Buffer

class _BlockDevice(Protocol):
    """What a file system lies on: a partition of the flash, an SD card, or an object of your own."""

    def readblocks(self, block_num: int, buf: Any, /) -> Any: ...
    def writeblocks(self, block_num: int, buf: Any, /) -> Any: ...
    def ioctl(self, op: int, arg: int, /) -> Any: ...

class _Vfs:
    def chdir(self, path: str, /) -> None:
        """Makes a folder of this file system the current one."""
    def getcwd(self) -> str:
        """The current folder of this file system."""
    def ilistdir(self, path: str = "", /) -> Iterator[tuple[str, int, int, int]]:
        """The entries of a folder, one by one, as `os.ilistdir` gives them."""
    def mkdir(self, path: str, /) -> None:
        """Makes a folder."""
    def mount(self, readonly: bool, mkfs: bool, /) -> None:
        """Is called by `vfs.mount`; not meant to be called by a program."""
    def open(self, path: str, mode: str, /) -> Any:
        """Opens a file of this file system; the built-in `open` is the usual way."""
    def remove(self, path: str, /) -> None:
        """Deletes a file."""
    def rename(self, old_path: str, new_path: str, /) -> None:
        """Renames or moves a file or folder."""
    def rmdir(self, path: str, /) -> None:
        """Deletes an empty folder."""
    def stat(self, path: str, /) -> tuple[int, int, int, int, int, int, int, int, int, int]:
        """Kind, size and time of a file or folder, as `os.stat` gives them."""
    def statvfs(self, path: str, /) -> tuple[int, int, int, int, int, int, int, int, int, int]:
        """Size and free space, as `os.statvfs` gives them."""
    def umount(self) -> None:
        """Is called by `vfs.umount`; not meant to be called by a program."""

class VfsFat(_Vfs):
    """A FAT file system: what SD cards have, so that a PC can read them.

    Args:
        block_dev: the block device on which it lies

    Raises:
        ENODEV (19): there is no FAT file system on the device
    """

    def __init__(self, block_dev: _BlockDevice, /) -> None: ...
    @staticmethod
    def mkfs(block_dev: _BlockDevice, /) -> None:
        """Formats a device with FAT. All that is on it is lost."""

class VfsLfs2(_Vfs):
    """A littlefs file system, version 2: what a board's own flash has. It survives a loss of power while writing.

    Args:
        block_dev: the block device on which it lies
        readsize: bytes that are read at once
        progsize: bytes that are written at once
        lookahead: bytes of memory with which free blocks are looked for
        mtime: whether the time of the last change is kept
    """

    def __init__(
        self, block_dev: _BlockDevice, /, *, readsize: int = 32, progsize: int = 32, lookahead: int = 32, mtime: bool = True
    ) -> None: ...
    @staticmethod
    def mkfs(block_dev: _BlockDevice, /, *, readsize: int = 32, progsize: int = 32, lookahead: int = 32, mtime: bool = True) -> None:
        """Formats a device with littlefs. All that is on it is lost."""

@overload
def mount() -> list[tuple[Any, str]]:
    """Makes a file system reachable under a path; without arguments gives what is mounted.

    Args:
        fsobj: a file system (`VfsFat`, `VfsLfs2`), or a block device whose file system is recognised
        mount_point: path such as `"/sd"`
        readonly: True forbids writing
        mkfs: True formats the device if it has no file system

    Returns:
        without arguments a list of pairs `(file system, path)`

    Raises:
        EPERM (1): something is mounted there already
        ENODEV (19): no file system is recognised on the device
    """
@overload
def mount(fsobj: Any, mount_point: str, /, *, readonly: bool = False, mkfs: bool = False) -> None: ...

def umount(mount_point: Any, /) -> None:
    """Takes a file system away, given by its path or by the object.

    Raises:
        EINVAL (22): nothing is mounted there
    """
