"""What the ESP32 has beside `machine`: values that stay in the flash, partitions, pulses, what ends sleep.

Example:
    import esp32
    nvs = esp32.NVS("app")
    nvs.set_i32("boots", 1)
    nvs.commit()

See: library/esp32.html
"""

from typing import Any, Callable, Final, overload

from _types import Buffer, WritableBuffer
from machine import Pin, _Irq

HEAP_DATA: Final = 4
"""For `idf_heap_info`: memory for data."""

HEAP_EXEC: Final = 1
"""For `idf_heap_info`: memory for code."""

WAKEUP_ALL_LOW: Final = False
"""`level` of the functions `wake_on_…`: 0 V. With several pins of `wake_on_ext1` all of them."""

WAKEUP_ANY_HIGH: Final = True
"""`level` of the functions `wake_on_…`: 3.3 V at one of the pins."""

def wake_on_touch(wake: bool, /) -> None:
    """Whether a touch pad ends sleep. Set its threshold with `TouchPad.config`.

    Raises:
        ValueError: `no resources`: a pin ends sleep already (`wake_on_ext0`, `wake_on_gpio`)
    """

def wake_on_ulp(wake: bool, /) -> None:
    """Whether the ULP coprocessor may end sleep.

    Raises:
        ValueError: `no resources`: a pin ends sleep already (`wake_on_ext0`, `wake_on_gpio`)
    """

def wake_on_ext0(pin: Pin | int | None = ..., level: bool = ...) -> None:
    """Which one pin ends light and deep sleep.

    Args:
        pin: 0, 2, 4, 12–15, 25–27 or 32–39; None for none
        level: at which level

    Constants:
        level: WAKEUP_*

    Raises:
        ValueError: `invalid pin`; `no resources`: touch ends sleep already

    Example:
        esp32.wake_on_ext0(Pin(14, Pin.IN, Pin.PULL_UP), esp32.WAKEUP_ALL_LOW)
        machine.deepsleep()
    """

def wake_on_ext1(pins: list[Pin] | list[int] | tuple[Pin | int, ...] | None = None, level: bool = ...) -> None:
    """Which pins end light and deep sleep.

    Args:
        pins: list or tuple of 0, 2, 4, 12–15, 25–27, 32–39; empty for none
        level: all at 0 V, or any at 3.3 V

    Constants:
        level: WAKEUP_*

    Raises:
        ValueError: `invalid pin`
    """

def wake_on_gpio(pins: list[Pin] | list[int] | tuple[Pin | int, ...] | None = None, level: bool = ...) -> None:
    """Which pins, of all, end light sleep.

    Args:
        pins: list or tuple of pins; empty for none
        level: at which level

    Constants:
        level: WAKEUP_*

    Raises:
        ValueError: `no resources`: touch or the ULP ends sleep already

    ESP32:
        Light sleep only: `machine.deepsleep` raises ValueError while such pins are set.
    """

def gpio_deep_sleep_hold(enable: bool, /) -> None:
    """Whether pins that are held (`Pin(…, hold=True)`) keep their level in deep sleep."""

def raw_temperature() -> int:
    """The temperature of the chip in degrees Fahrenheit, not calibrated: `(t - 32) / 1.8` for Celsius.

    ESP32:
        It is that of the chip, well above the room's, and differs by many degrees from chip to chip.
    """

def idf_heap_info(capabilities: int, /) -> list[tuple[int, int, int, int]]:
    """The memory of the system below MicroPython, from which Wi-Fi and TLS take theirs.

    Args:
        capabilities: which memory

    Constants:
        capabilities: HEAP_*

    Returns:
        for each region `(size, free, largest free block, least that was ever free)`, in bytes
    """

class NVS:
    """Values that stay in the flash, also when files are lost: numbers of 32 bits and bytes, by name.

    Args:
        namespace: name of the group, up to 15 characters

    Example:
        nvs = NVS("app")
        try:
            boots = nvs.get_i32("boots")
        except OSError:
            boots = 0
        nvs.set_i32("boots", boots + 1)
        nvs.commit()

    See: library/esp32.html#esp32.NVS
    """

    def __init__(self, namespace: str, /) -> None: ...
    def set_i32(self, key: str, value: int, /) -> None:
        """Sets a number of 32 bits with sign. `commit` writes it.

        Args:
            key: name, up to 15 characters
            value: the number
        """
    def get_i32(self, key: str, /) -> int:
        """Reads a number.

        Raises:
            OSError: `(-4354, 'ESP_ERR_NVS_NOT_FOUND')`: there is none with this name
        """
    def set_blob(self, key: str, value: Buffer | str, /) -> None:
        """Sets bytes. `commit` writes them."""
    def get_blob(self, key: str, buffer: WritableBuffer, /) -> int:
        """Reads bytes into a buffer and tells how many.

        Raises:
            OSError: `(-4354, 'ESP_ERR_NVS_NOT_FOUND')`, or the buffer is too small (`ESP_ERR_NVS_INVALID_LENGTH`)
        """
    def erase_key(self, key: str, /) -> None:
        """Deletes a value.

        Raises:
            OSError: `(-4354, 'ESP_ERR_NVS_NOT_FOUND')`: there is none with this name
        """
    def commit(self) -> None:
        """Writes what was set to the flash."""

class Partition:
    """A part of the flash, as a block device; and what is needed to update the firmware.

    Args:
        id: label such as `"vfs"`, `Partition.BOOT` or `Partition.RUNNING`
        block_size: bytes of a block, 4096 by default

    Raises:
        ENOENT (2): there is no such partition

    See: library/esp32.html#esp32.Partition
    """

    BOOT: Final = 0
    """The partition that starts at the next reset."""
    RUNNING: Final = 1
    """The partition whose firmware runs."""
    TYPE_APP: Final = 0
    """Type: firmware."""
    TYPE_DATA: Final = 1
    """Type: data."""

    def __init__(self, id: str | int, block_size: int = 4096, /) -> None: ...
    @staticmethod
    def find(type: int = 0, subtype: int = 0xFF, label: str | None = None, block_size: int = 4096) -> list[Partition]:
        """The partitions of a type.

        Args:
            type: firmware or data
            subtype: number of the subtype; 0xff for all
            label: name, or None for all
            block_size: bytes of a block of what is found

        Constants:
            type: TYPE_*
        """
    def info(self) -> tuple[int, int, int, int, str, bool]:
        """What is known of the partition: `(type, subtype, address, size, label, encrypted)`."""
    def readblocks(self, block_num: int, buf: WritableBuffer, offset: int = ..., /) -> None:
        """Reads from a block into a buffer, from `offset` bytes in it; for file systems."""
    def writeblocks(self, block_num: int, buf: Buffer, offset: int = ..., /) -> None:
        """Writes a buffer to a block; without `offset` it is erased first; for file systems."""
    def ioctl(self, cmd: int, arg: int, /) -> int | None:
        """Commands of a block device; for file systems: 4 gives the count of blocks, 5 their size, 6 erases one."""
    def set_boot(self) -> None:
        """Has the firmware of this partition start at the next reset."""
    def get_next_update(self) -> Partition:
        """The partition into which the next firmware is to be written.

        Raises:
            ENOENT (2): there is only one; the usual layout of a 4 MB board
        """
    @classmethod
    def mark_app_valid_cancel_rollback(cls) -> None:
        """Says that the new firmware works; otherwise the old one comes back at the next reset."""

class RMT:
    """Sends exact pulses on a pin, in hardware: infrared remotes, LED strips.

    Args:
        id: is not looked at; the chip's next free channel is taken
        pin: the Pin
        resolution_hz: units of a pulse's length in a second, 10000000 (0.1 µs) by default
        clock_div: in place of it: 80 MHz are divided by this, 1 to 255
        idle_level: level before and after
        tx_carrier: `(frequency in Hz, duty in percent, level)` of a carrier wave, as infrared needs it
        num_symbols: memory for pulses, even and at least 64

    Raises:
        ValueError: `resolution_hz and clock_div are mutually exclusive`, `clock_div must be between 1 and 255`

    ESP32:
        8 channels, of which `machine.bitstream` and `neopixel` use one.

    Example:
        rmt = RMT(pin=Pin(18), resolution_hz=1_000_000)
        rmt.write_pulses((100, 200, 100), True)

    See: library/esp32.html#esp32.RMT
    """

    PULSE_MAX: Final = 32767
    """The longest pulse, in units of the resolution."""

    def __init__(
        self,
        id: int = -1,
        *,
        pin: Pin | int,
        resolution_hz: int | None = None,
        clock_div: int | None = None,
        idle_level: bool = False,
        tx_carrier: tuple[int, int, bool] | None = None,
        num_symbols: int = 64,
    ) -> None: ...
    @overload
    def active(self) -> bool:
        """Whether pulses are being sent; with False stops.

        Raises:
            ValueError: `activate by calling write_pulses()` with True
        """
    @overload
    def active(self, value: bool, /) -> bool: ...
    def deinit(self) -> None:
        """Stops and gives the channel back."""
    @staticmethod
    def source_freq() -> int:
        """The clock that is divided: 80000000 Hz."""
    def clock_div(self) -> int:
        """By what the clock is divided."""
    def wait_done(self, *, timeout: int = 0) -> bool:
        """Whether all pulses have been sent.

        Args:
            timeout: milliseconds to wait for it; −1 without end
        """
    def loop(self, enable_loop: bool, /) -> None:
        """Whether pulses are sent again and again. Set it before `write_pulses`; False ends what is running."""
    def loop_count(self, n: int, /) -> None:
        """How often pulses are sent: −1 again and again, 0 once.

        ESP32:
            The ESP32 itself cannot count; only −1 and 0 work.
        """
    def write_pulses(self, duration: int | list[int] | tuple[int, ...], data: bool | list[Any] | tuple[Any, ...] = True, /) -> None:
        """Sends pulses.

        Args:
            duration: the lengths, or one length for all, in units of the resolution, up to PULSE_MAX
            data: level of the first pulse, the next are turned over; or the levels of all

        Blocks:
            until earlier pulses have been sent; not for these

        Raises:
            ValueError: `duration and data must have same length`, `No pulses`
        """
    @overload
    @staticmethod
    def bitstream_rmt() -> bool:
        """Whether `machine.bitstream` uses RMT (the default) or the processor; with an argument sets it."""
    @overload
    @staticmethod
    def bitstream_rmt(value: bool, /) -> bool: ...
    @overload
    @staticmethod
    def bitstream_channel() -> int | None:
        """The older form of `bitstream_rmt`: a number stands for RMT, None for the processor."""
    @overload
    @staticmethod
    def bitstream_channel(value: int | None, /) -> int | None: ...

class ULP:
    """The coprocessor that runs while the rest of the chip sleeps. Its programs are made with other tools.

    See: library/esp32.html#esp32.ULP
    """

    RESERVE_MEM: Final = 2040
    """Bytes of memory that a program can have."""

    def __init__(self) -> None: ...
    def set_wakeup_period(self, period_index: int, period_us: int, /) -> None:
        """Sets after how many microseconds the program runs again.

        Args:
            period_index: which of five settings, 0 to 4
            period_us: microseconds
        """
    def load_binary(self, load_addr: int, program_binary: Buffer, /) -> None:
        """Loads a program.

        Args:
            load_addr: where in its memory, in bytes
            program_binary: the program
        """
    def run(self, entry_point: int, /) -> None:
        """Starts the program at an address, in bytes."""

class PCNT:
    """The pulse counter of the chip. `machine.Counter` and `machine.Encoder` are easier and use it.

    Args:
        id: 0 to 7
        channel: which of the two inputs of the unit, 0 or 1, the following five are for
        pin: the Pin whose edges count; None for none
        rising: what an edge from 0 to 1 does
        falling: what an edge from 1 to 0 does
        mode_pin: a second Pin, which changes what edges do; None for none
        mode_low: what the second pin changes at 0
        mode_high: what the second pin changes at 1
        filter: pulses up to so many units of 12.5 ns do not count, up to 1023; 0 for none
        min: at this count it goes back to 0, −32768 to 0
        max: at this count it goes back to 0, 0 to 32767
        threshold0: a count that calls the handler
        threshold1: another one
        value: 0 sets the count back

    Constants:
        rising: IGNORE, INCREMENT, DECREMENT
        falling: IGNORE, INCREMENT, DECREMENT
        mode_low: NORMAL, REVERSE, HOLD
        mode_high: NORMAL, REVERSE, HOLD

    Raises:
        ValueError: `invalid id`, or the name of the argument that is wrong

    See: library/esp32.html#esp32.PCNT
    """

    IGNORE: Final = 0
    """An edge does not count."""
    INCREMENT: Final = 1
    """An edge counts up."""
    DECREMENT: Final = 2
    """An edge counts down."""
    NORMAL: Final = 0
    """The second pin changes nothing."""
    REVERSE: Final = 1
    """The second pin turns up and down round."""
    HOLD: Final = 2
    """The second pin stops counting."""
    IRQ_ZERO: Final = 64
    """Interrupt at 0."""
    IRQ_THRESHOLD0: Final = 8
    """Interrupt at `threshold0`."""
    IRQ_THRESHOLD1: Final = 4
    """Interrupt at `threshold1`."""
    IRQ_MIN: Final = 16
    """Interrupt at `min`."""
    IRQ_MAX: Final = 32
    """Interrupt at `max`."""

    def __init__(
        self,
        id: int,
        /,
        *,
        channel: int = 0,
        pin: Pin | int | None = ...,
        rising: int = ...,
        falling: int = ...,
        mode_pin: Pin | int | None = ...,
        mode_low: int = ...,
        mode_high: int = ...,
        min: int = ...,
        max: int = ...,
        filter: int = ...,
        threshold0: int = ...,
        threshold1: int = ...,
        value: int = ...,
    ) -> None: ...
    def init(
        self,
        *,
        channel: int = 0,
        pin: Pin | int | None = ...,
        rising: int = ...,
        falling: int = ...,
        mode_pin: Pin | int | None = ...,
        mode_low: int = ...,
        mode_high: int = ...,
        min: int = ...,
        max: int = ...,
        filter: int = ...,
        threshold0: int = ...,
        threshold1: int = ...,
        value: int = ...,
    ) -> None:
        """Sets the unit up anew, with the arguments of the class; what is not given stays.

        Constants:
            rising: IGNORE, INCREMENT, DECREMENT
            falling: IGNORE, INCREMENT, DECREMENT
            mode_low: NORMAL, REVERSE, HOLD
            mode_high: NORMAL, REVERSE, HOLD
        """
    def deinit(self) -> None:
        """Stops counting and lets the pins go."""
    def value(self, value: int = ..., /) -> int:
        """The count; with 0 as argument sets it back afterwards.

        Raises:
            ValueError: `value`: another argument than 0
        """
    def irq(self, handler: Callable[[PCNT], Any] | None = None, trigger: int = ...) -> _Irq:
        """Has a function called at certain counts.

        Args:
            handler: function that gets the PCNT; it asks `pcnt.irq().flags()` what happened. None switches it off
            trigger: which counts, as a sum; IRQ_ZERO by default

        Constants:
            trigger: IRQ_*

        Raises:
            ValueError: `trigger`
        """
    def start(self) -> None:
        """Begins to count, or goes on."""
    def stop(self) -> None:
        """Stops counting; the count stays."""
