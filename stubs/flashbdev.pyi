"""The part of the flash with the files of the board. `_boot` mounts it at start.

Example:
    from flashbdev import bdev
    print(bdev.info())
"""

from esp32 import Partition as Partition

bdev: Partition | None
"""The partition with the files; None if the layout has none."""
