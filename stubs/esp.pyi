"""Flash memory and log of the ESP chips.

Example:
    import esp
    esp.osdebug(None)

See: library/esp.html
"""

from typing import Final

from _types import Buffer, WritableBuffer

LOG_NONE: Final = 0
"""Log level: nothing."""

LOG_ERROR: Final = 1
"""Log level: errors; what a board has after start."""

LOG_WARNING: Final = 2
"""Log level: errors and warnings."""

LOG_INFO: Final = 3
"""Log level: information too."""

LOG_DEBUG: Final = 4
"""Log level: much."""

LOG_VERBOSE: Final = 5
"""Log level: all."""

def osdebug(uart_no: int | None, level: int = ..., /) -> None:
    """What the system below MicroPython writes to the console, such as `E (1234) wifi:…`.

    Args:
        uart_no: None for nothing but errors, as after start; 0 for `level`
        level: how much to write; all by default

    Constants:
        level: LOG_*
    """

def flash_size() -> int:
    """Size of the flash in bytes: 4194304 for 4 MB."""

def flash_user_start() -> int:
    """Where in the flash the files of the board begin, in bytes."""

def flash_read(byte_offset: int, buffer: WritableBuffer, /) -> None:
    """Reads from the flash as many bytes as the buffer holds.

    Args:
        byte_offset: where, in bytes from the beginning of the flash
        buffer: buffer to fill

    Raises:
        EIO (5): there is no such place
    """

def flash_write(byte_offset: int, bytes: Buffer, /) -> None:
    """Writes to the flash, which must be erased there. A wrong place destroys files or the firmware."""

def flash_erase(sector_no: int, /) -> None:
    """Erases a sector of 4096 bytes. A wrong one destroys files or the firmware."""

def gpio_matrix_in(gpio: int, sig: int, inv: int, /) -> None:
    """Leads a pin to an input signal of the chip.

    Args:
        gpio: number of the pin
        sig: number of the signal, from the chip's manual
        inv: 1 turns the level over
    """

def gpio_matrix_out(gpio: int, sig: int, out_inv: int, oen_inv: int, /) -> None:
    """Leads an output signal of the chip to a pin.

    Args:
        gpio: number of the pin
        sig: number of the signal, from the chip's manual
        out_inv: 1 turns the level over
        oen_inv: 1 turns over when the pin drives
    """
