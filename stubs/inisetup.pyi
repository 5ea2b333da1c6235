"""Formats the flash and writes the first boot.py, when `_boot` finds no file system.

Example:
    import inisetup
    inisetup.setup()        # all files are lost
"""

from typing import Any, NoReturn

from esp32 import Partition

bdev: Partition | None
"""The partition with the files."""

def check_bootsec() -> bool:
    """Whether the partition is empty; if not, `fs_corrupted` is called."""

def fs_corrupted() -> NoReturn:
    """Prints again and again that the file system is damaged, until Ctrl-C."""

def setup() -> Any:
    """Formats the flash, mounts it at `/` and writes boot.py. All files are lost.

    Returns:
        the file system
    """
