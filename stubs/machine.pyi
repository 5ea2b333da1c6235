"""The hardware of the chip: pins, timers, buses, converters, clock, sleep and reset.

Example:
    from machine import Pin
    import time
    led = Pin(2, Pin.OUT)
    while True:
        led.toggle()
        time.sleep_ms(500)

See: library/machine.html
"""

from typing import Any, Callable, Final, Literal, NoReturn, Protocol, overload

from _types import Buffer, WritableBuffer

class _PinLike(Protocol):
    """Something with a level: a Pin, a Signal, or an object of your own."""

    def value(self, x: Any = ..., /) -> Any: ...

# ---------------------------------------------------------------------------------------------------------------------
# Pins

class _PinIrq:
    """The interrupt of a pin, as `Pin.irq` gives it. Calling it calls the handler."""

    def __call__(self) -> None: ...
    def trigger(self, trigger: int = ..., /) -> int:
        """Which edges call the handler, as a sum; with an argument sets them and gives the old ones.

        Args:
            trigger: sum of `Pin.IRQ_RISING` and `Pin.IRQ_FALLING`
        """

class _Irq:
    """An interrupt of a peripheral, as its `irq` method gives it. Calling it calls the handler."""

    def __call__(self) -> None: ...
    def flags(self) -> int:
        """Which events called the handler last, as a sum of `IRQ_*`."""
    def trigger(self, trigger: int = ..., /) -> int:
        """Which events call the handler, as a sum of `IRQ_*`; with an argument sets them and gives the old ones."""

class Pin:
    """A pin of the chip, as a digital input or output.

    There is one object for each pin; making it again gives the same one. Without further arguments the pin stays as it is.

    Args:
        id: GPIO number, or another Pin
        mode: input, output or open drain
        pull: resistor to 3.3 V or to ground, which holds an input that nothing drives; None for none
        value: level of an output from the first moment on, 0 or 1
        drive: how much current an output can give, 5, 10, 20 or 40 mA
        hold: True freezes the pin as it is, also through a reset and deep sleep; False lets it go

    Constants:
        mode: IN, OUT, OPEN_DRAIN
        pull: PULL_*
        drive: DRIVE_*

    Raises:
        ValueError: `invalid pin`: there is no such pin, and no names such as "LED"
        ValueError: `pin can only be input`: 34 to 39 cannot be outputs

    ESP32:
        Pins 0–19, 21–23, 25–27, 32–39. 6–11 belong to the flash: leave them alone (16 and 17 too, on modules with PSRAM).
        1 and 3 are the console. 34–39 are inputs without pull resistors. 0, 2, 5, 12, 15 decide at reset how the chip starts.
        A pin bears 3.3 V; 5 V damage it. A soft reset leaves levels as they are.

    Example:
        button = Pin(14, Pin.IN, Pin.PULL_UP)
        led = Pin(2, Pin.OUT, value=0)
        led.value(not button.value())

    See: library/machine.Pin.html
    """

    IN: Final = 1
    """Mode: input."""
    OUT: Final = 3
    """Mode: output. `value()` reads the level that the pin really has."""
    OPEN_DRAIN: Final = 7
    """Mode: output that pulls to ground for 0 and lets go for 1, as I2C and 1-Wire need it; it can be read while let go."""
    PULL_DOWN: Final = 1
    """Pull resistor to ground, about 45 kΩ."""
    PULL_UP: Final = 2
    """Pull resistor to 3.3 V, about 45 kΩ: a button to ground reads 1, and 0 while it is pressed."""
    IRQ_RISING: Final = 1
    """Interrupt when the level goes from 0 to 1."""
    IRQ_FALLING: Final = 2
    """Interrupt when the level goes from 1 to 0."""
    WAKE_LOW: Final = 4
    """Trigger with `wake`: the level 0 ends sleep."""
    WAKE_HIGH: Final = 5
    """Trigger with `wake`: the level 1 ends sleep."""
    DRIVE_0: Final = 0
    """Drive strength 5 mA."""
    DRIVE_1: Final = 1
    """Drive strength 10 mA."""
    DRIVE_2: Final = 2
    """Drive strength 20 mA; what a pin has after a reset."""
    DRIVE_3: Final = 3
    """Drive strength 40 mA."""

    class board:
        """Pins by the names that the board gives them: `Pin.board.LED`. The generic ESP32 has no names."""

        def __getattr__(self, name: str) -> Pin: ...

    def __init__(
        self,
        id: int | Pin,
        /,
        mode: int | None = None,
        pull: int | None = -1,
        *,
        value: int = ...,
        drive: int = ...,
        hold: bool = ...,
    ) -> None: ...
    def init(
        self, mode: int | None = None, pull: int | None = -1, *, value: int = ..., drive: int = ..., hold: bool = ...
    ) -> None:
        """Sets the pin up anew; what is not given stays.

        Args:
            mode: input, output or open drain
            pull: resistor to 3.3 V or to ground; None for none
            value: level of an output, set before it begins to drive
            drive: how much current an output can give
            hold: True freezes the pin as it is, False lets it go

        Constants:
            mode: IN, OUT, OPEN_DRAIN
            pull: PULL_*
            drive: DRIVE_*

        Raises:
            ValueError: `pin can only be input`: 34 to 39 cannot be outputs

        See: library/machine.Pin.html#machine.Pin.init
        """
    @overload
    def value(self) -> int:
        """Reads the level, or sets it.

        Args:
            x: anything true for 3.3 V, anything false for 0 V; on an input it is kept for when the pin becomes an output

        Returns:
            0 or 1; None when setting

        ESP32:
            On an output the level that the pin really has is read, so `led.value(not led.value())` works.
            `pin()` and `pin(x)` do the same.

        See: library/machine.Pin.html#machine.Pin.value
        """
    @overload
    def value(self, x: Any, /) -> None: ...
    def on(self) -> None:
        """Sets the level to 1 (3.3 V). An LED from 3.3 V to the pin is dark then.

        See: library/machine.Pin.html#machine.Pin.on
        """
    def off(self) -> None:
        """Sets the level to 0 (0 V).

        See: library/machine.Pin.html#machine.Pin.off
        """
    def toggle(self) -> None:
        """Turns the level of an output over.

        See: library/machine.Pin.html#machine.Pin.toggle
        """
    def irq(
        self, handler: Callable[[Pin], Any] | None = None, trigger: int = 3, wake: int | None = None
    ) -> _PinIrq:
        """Has a function called when the level changes.

        Args:
            handler: function that gets the pin; None switches the interrupt off
            trigger: which edges, as a sum; both by default. With `wake`, which level
            wake: sleep that the level ends: `machine.SLEEP`, `machine.DEEPSLEEP`, or both as a sum

        Constants:
            trigger: IRQ_*, WAKE_*

        Returns:
            the interrupt; without arguments the present one

        Raises:
            ValueError: `bad wake value`, `invalid pin for wake` (only 0, 2, 4, 12–15, 25–27, 32–39), `no resources` (one pin, and not
                together with touch)

        CPython:
            Not there.

        ESP32:
            The handler is scheduled: it runs between two steps of the program, and inside `sleep` and sockets that wait, at most every
            100 ms there. It may allocate memory. At most 8 calls wait; more are dropped. A button bounces: expect several calls.

        Example:
            def pressed(pin):
                print("pressed")
            button.irq(pressed, Pin.IRQ_FALLING)

        See: library/machine.Pin.html#machine.Pin.irq
        """
    @overload
    def __call__(self) -> int: ...
    @overload
    def __call__(self, x: Any, /) -> None: ...

class Signal:
    """A pin whose level may be turned over, so that the program says on and off as the device means it.

    Args:
        pin: a Pin
        id: or the number of a pin, with the arguments of `Pin`
        mode: as with `Pin`
        pull: as with `Pin`
        value: 1 for on, 0 for off, from the first moment on
        drive: as with `Pin`
        hold: as with `Pin`
        invert: True if the device is on at 0 V

    Example:
        led = Signal(Pin(2, Pin.OUT), invert=True)
        led.on()

    See: library/machine.Signal.html
    """

    @overload
    def __init__(self, pin: _PinLike, /, *, invert: bool = False) -> None: ...
    @overload
    def __init__(
        self,
        id: int,
        /,
        mode: int = ...,
        pull: int | None = ...,
        *,
        value: int = ...,
        drive: int = ...,
        hold: bool = ...,
        invert: bool = False,
    ) -> None: ...
    @overload
    def value(self) -> int:
        """Whether the signal is on (1) or off (0); with an argument switches it."""
    @overload
    def value(self, x: Any, /) -> None: ...
    def on(self) -> None:
        """Switches the device on."""
    def off(self) -> None:
        """Switches the device off."""
    @overload
    def __call__(self) -> int: ...
    @overload
    def __call__(self, x: Any, /) -> None: ...

# ---------------------------------------------------------------------------------------------------------------------
# Timers and PWM

class Timer:
    """Has a function called after some time, once or again and again.

    Args:
        id: −1, the default, is a virtual timer, of which there can be many; 0 to 3 are the chip's own
        mode: once, or again and again
        callback: function that gets the timer
        period: time in milliseconds (or in ticks, see `tick_hz`); at least 1
        tick_hz: how many units of `period` make a second: 1000 for milliseconds
        freq: in place of `period`: calls in a second
        hard: must be False

    Constants:
        mode: ONE_SHOT, PERIODIC

    Raises:
        ValueError: `Timer(4) doesn't exist, there are only 4 hardware timers`
        ValueError: `Timer period is too short for this timer`: a period of 0
        ValueError: `hard Timers are not implemented`

    CPython:
        Not there; `threading.Timer` is the relative.

    ESP32:
        A callback is scheduled: it runs between two steps of the program, and inside `sleep` and sockets that wait, at most every 100 ms
        there. It may allocate memory and print. At most 8 calls wait; more are dropped. An exception in it is printed, and the timer goes on.
        Before 1.29 an `id` had to be given. A soft reset ends all timers.

    Example:
        led = Pin(2, Pin.OUT)
        timer = Timer(0)
        timer.init(period=500, mode=Timer.PERIODIC, callback=lambda t: led.toggle())

    See: library/machine.Timer.html
    """

    ONE_SHOT: Final = 0
    """Mode: call once."""
    PERIODIC: Final = 1
    """Mode: call again and again; the default."""

    def __init__(
        self,
        id: int = -1,
        /,
        *,
        mode: int = 1,
        callback: Callable[[Timer], Any] | None = None,
        period: int = ...,
        tick_hz: int = 1000,
        freq: float | None = None,
        hard: bool = False,
    ) -> None: ...
    def init(
        self,
        *,
        mode: int = 1,
        callback: Callable[[Timer], Any] | None = None,
        period: int = ...,
        tick_hz: int = 1000,
        freq: float | None = None,
        hard: bool = False,
    ) -> None:
        """Starts the timer, also one that runs already: it begins anew.

        Args:
            mode: once, or again and again
            callback: function that gets the timer
            period: time in milliseconds, or in ticks of `tick_hz`
            tick_hz: how many units of `period` make a second: 1000 for milliseconds, 1000000 for microseconds
            freq: in place of `period`: calls in a second, such as 0.5
            hard: must be False

        Constants:
            mode: ONE_SHOT, PERIODIC

        Raises:
            ValueError: `Timer period is too short for this timer`, `hard Timers are not implemented`
            TypeError: `extra positional arguments given`: all arguments are keywords

        ESP32:
            Without `callback` a call of None is tried and fails with a traceback at each tick, so give one.

        See: library/machine.Timer.html#machine.Timer.init
        """
    def deinit(self) -> None:
        """Stops the timer. A call that is already scheduled still comes.

        See: library/machine.Timer.html#machine.Timer.deinit
        """
    def value(self) -> int:
        """Milliseconds since the timer was started or last fired.

        ESP32:
            Only here; the official page does not have it.
        """

class PWM:
    """A square wave on a pin: dims LEDs, drives servos, makes tones.

    Args:
        dest: the Pin, or its number
        freq: periods in a second, 1 Hz to 40 MHz; 5000 by default
        duty: part of the time at 3.3 V, 0 to 1023
        duty_u16: the same, 0 to 65535; 32768 is half
        duty_ns: the same as a time in nanoseconds
        invert: True turns the output over
        lightsleep: True goes on in light sleep

    Raises:
        ValueError: `frequency must be from 1Hz to 40MHz`, `duty must be from 0 to 1023`, `duty_u16 must be from 0 to 65535`
        RuntimeError: `out of PWM channels:16`, `out of PWM timers:8`

    ESP32:
        16 outputs at a time, with 8 different frequencies. The higher the frequency, the coarser the duty. Not on pins 34–39.
        A soft reset switches PWM off.

    Example:
        servo = PWM(Pin(18), freq=50, duty_ns=1_500_000)

    See: library/machine.PWM.html
    """

    def __init__(
        self,
        dest: Pin | int,
        /,
        freq: int = ...,
        *,
        duty: int = ...,
        duty_u16: int = ...,
        duty_ns: int = ...,
        invert: bool = ...,
        lightsleep: bool = ...,
    ) -> None: ...
    def init(
        self,
        freq: int = ...,
        *,
        duty: int = ...,
        duty_u16: int = ...,
        duty_ns: int = ...,
        invert: bool = ...,
        lightsleep: bool = ...,
    ) -> None:
        """Sets the output up anew; what is not given stays.

        Args:
            freq: periods in a second, 1 Hz to 40 MHz
            duty: part of the time at 3.3 V, 0 to 1023
            duty_u16: the same, 0 to 65535
            duty_ns: the same as a time in nanoseconds
            invert: True turns the output over
            lightsleep: True goes on in light sleep
        """
    def deinit(self) -> None:
        """Switches the output off and gives the channel back."""
    @overload
    def freq(self) -> int:
        """The frequency in Hz; with an argument sets it, 1 Hz to 40 MHz.

        Raises:
            RuntimeError: `PWM is inactive` after `deinit`
        """
    @overload
    def freq(self, value: int, /) -> None: ...
    @overload
    def duty(self) -> int:
        """The part of the time at 3.3 V, 0 to 1023; with an argument sets it."""
    @overload
    def duty(self, value: int, /) -> None: ...
    @overload
    def duty_u16(self) -> int:
        """The part of the time at 3.3 V, 0 to 65535; with an argument sets it."""
    @overload
    def duty_u16(self, value: int, /) -> None: ...
    @overload
    def duty_ns(self) -> int:
        """The time at 3.3 V in each period, in nanoseconds; with an argument sets it."""
    @overload
    def duty_ns(self, value: int, /) -> None: ...

# ---------------------------------------------------------------------------------------------------------------------
# Converters and touch

class ADC:
    """An analogue input: measures a voltage.

    Args:
        pin: the Pin, or its number
        atten: attenuation, which decides the range; the widest by default

    Constants:
        atten: ATTN_*

    Raises:
        ValueError: `invalid pin`: the pin has no converter
        OSError: the converter cannot be used; pins of ADC2 while Wi-Fi is on (`ESP_ERR_TIMEOUT` when reading)

    ESP32:
        ADC1: pins 32–39. ADC2: 0, 2, 4, 12–15, 25–27, which Wi-Fi needs for itself. Never more than 3.3 V.
        Readings are noisy and not straight at both ends: average some, and use `read_uv`, which is corrected.

    Example:
        pot = ADC(Pin(34))
        print(pot.read_uv() / 1_000_000, "V")

    See: library/machine.ADC.html
    """

    ATTN_0DB: Final = 0
    """No attenuation: about 0.1 to 0.95 V."""
    ATTN_2_5DB: Final = 1
    """Attenuation 2.5 dB: about 0.1 to 1.25 V."""
    ATTN_6DB: Final = 2
    """Attenuation 6 dB: about 0.15 to 1.75 V."""
    ATTN_11DB: Final = 3
    """Attenuation 11 dB: about 0.15 to 2.45 V measured well, readings up to 3.3 V; the default."""
    WIDTH_9BIT: Final = 9
    """Readings from 0 to 511."""
    WIDTH_10BIT: Final = 10
    """Readings from 0 to 1023."""
    WIDTH_11BIT: Final = 11
    """Readings from 0 to 2047."""
    WIDTH_12BIT: Final = 12
    """Readings from 0 to 4095; the default."""

    def __init__(self, pin: Pin | int, /, *, atten: int = ...) -> None: ...
    def init(self, *, atten: int = ...) -> None:
        """Sets the input up anew.

        Args:
            atten: attenuation, which decides the range

        Constants:
            atten: ATTN_*
        """
    def deinit(self) -> None:
        """Switches off the converter to which the pin belongs."""
    def block(self) -> ADCBlock:
        """The converter to which the pin belongs."""
    def read(self) -> int:
        """The reading as it is, 0 to 4095 (less with a smaller width). Other boards do not have this method; `read_u16` is on all."""
    def read_u16(self) -> int:
        """The reading, scaled to 0 to 65535."""
    def read_uv(self) -> int:
        """The voltage in microvolts, corrected by what the factory measured of the chip."""
    def atten(self, atten: int, /) -> None:
        """Sets the attenuation.

        Args:
            atten: one of the constants

        Constants:
            atten: ATTN_*

        Raises:
            ValueError: `invalid attenuation`
        """
    def width(self, bits: int, /) -> None:
        """Sets how many bits a reading has, for all pins of the converter.

        Args:
            bits: 9 to 12

        Constants:
            bits: WIDTH_*

        Raises:
            ValueError: `invalid bit-width`
        """

class ADCBlock:
    """One of the two converters, with all its pins.

    Args:
        id: 0 for ADC1 (pins 32–39), 1 for ADC2
        bits: bits of a reading, 9 to 12; must be given

    Raises:
        ValueError: `invalid block id`, `invalid bit-width`

    See: library/machine.ADCBlock.html
    """

    def __init__(self, id: int, /, *, bits: int) -> None: ...
    def init(self, *, bits: int) -> None:
        """Sets how many bits a reading has, 9 to 12."""
    @overload
    def connect(self, channel: int, /, *, atten: int = ...) -> ADC:
        """An input of this converter, by its channel, its pin, or both.

        Raises:
            ValueError: `no matching ADC`: the converter has no such input
        """
    @overload
    def connect(self, source: Pin, /, *, atten: int = ...) -> ADC: ...
    @overload
    def connect(self, channel: int, source: Pin | int, /, *, atten: int = ...) -> ADC: ...

class DAC:
    """An analogue output: a voltage from 0 to 3.3 V in 256 steps.

    Args:
        pin: the Pin, or its number: 25 or 26

    Raises:
        ValueError: `invalid Pin for DAC`

    Example:
        out = DAC(Pin(25))
        out.write(128)      # about 1.65 V
    """

    def __init__(self, pin: Pin | int, /) -> None: ...
    def write(self, value: int, /) -> None:
        """Sets the voltage.

        Args:
            value: 0 for 0 V to 255 for 3.3 V

        Raises:
            ValueError: `value out of range`
        """

class TouchPad:
    """A pin that feels a finger by its capacitance.

    Args:
        pin: the Pin, or its number: 0, 2, 4, 12–15, 27, 32, 33

    Raises:
        ValueError: `invalid pin for touchpad`

    Example:
        pad = TouchPad(Pin(4))
        if pad.read() < 400:
            print("touched")
    """

    def __init__(self, pin: Pin | int, /) -> None: ...
    def config(self, value: int, /) -> None:
        """Sets the reading below which the pad ends sleep, together with `esp32.wake_on_touch`."""
    def read(self) -> int:
        """The reading: some hundreds, and clearly less while a finger is there. Find the numbers by trying."""

# ---------------------------------------------------------------------------------------------------------------------
# Serial lines and buses

class UART:
    """A serial line: TX, RX and ground, both sides with the same speed and format.

    Args:
        id: 0 to 2; 0 is the console
        baudrate: bits in a second; 115200 by default
        bits: bits of a character, 5 to 8
        parity: None, 0 for even, 1 for odd
        stop: stop bits, 1 or 2
        tx: pin for sending; UART 1: 10, UART 2: 17 by default
        rx: pin for receiving; UART 1: 9, UART 2: 16 by default
        rts: pin that tells the other side to wait, for flow control
        cts: pin by which the other side tells us to wait
        txbuf: bytes that can wait for sending, 256 by default
        rxbuf: bytes that can wait for the program, 256 by default; more are lost
        timeout: milliseconds to wait for the first byte
        timeout_char: milliseconds to wait between two bytes
        invert: lines whose level is turned over, as a sum
        flow: flow control, as a sum

    Constants:
        invert: INV_*
        flow: RTS, CTS

    Raises:
        ValueError: `UART(3) does not exist`, `REPL UART buffer size is fixed`

    ESP32:
        The default pins of UART 1 (9 and 10) belong to the flash: always give `tx` and `rx` for it. Levels are 3.3 V.

    Example:
        uart = UART(2, 9600, tx=17, rx=16, timeout=100)
        uart.write("AT\\r\\n")
        print(uart.readline())

    See: library/machine.UART.html
    """

    INV_TX: Final = 32
    """`invert`: the level of TX."""
    INV_RX: Final = 4
    """`invert`: the level of RX."""
    INV_RTS: Final = 64
    """`invert`: the level of RTS."""
    INV_CTS: Final = 8
    """`invert`: the level of CTS."""
    RTS: Final = 1
    """`flow`: we tell the other side to wait when our buffer is full."""
    CTS: Final = 2
    """`flow`: we wait when the other side tells us to."""
    IRQ_RX: Final = 1
    """Interrupt when bytes have come."""
    IRQ_RXIDLE: Final = 4096
    """Interrupt when bytes have come and the line has been quiet for two characters: the end of a message."""
    IRQ_BREAK: Final = 2
    """Interrupt when the line is held at 0 for longer than a character."""

    def __init__(
        self,
        id: int,
        /,
        baudrate: int = ...,
        bits: int = ...,
        parity: int | None = ...,
        stop: int = ...,
        *,
        tx: Pin | int = ...,
        rx: Pin | int = ...,
        rts: Pin | int = ...,
        cts: Pin | int = ...,
        txbuf: int = ...,
        rxbuf: int = ...,
        timeout: int = ...,
        timeout_char: int = ...,
        invert: int = ...,
        flow: int = ...,
    ) -> None: ...
    def init(
        self,
        baudrate: int = ...,
        bits: int = ...,
        parity: int | None = ...,
        stop: int = ...,
        *,
        tx: Pin | int = ...,
        rx: Pin | int = ...,
        rts: Pin | int = ...,
        cts: Pin | int = ...,
        txbuf: int = ...,
        rxbuf: int = ...,
        timeout: int = ...,
        timeout_char: int = ...,
        invert: int = ...,
        flow: int = ...,
    ) -> None:
        """Sets the line up anew, with the arguments of the class; what is not given stays. Bytes that wait are thrown away.

        Constants:
            invert: INV_*
            flow: RTS, CTS
        """
    def deinit(self) -> None:
        """Switches the line off."""
    def any(self) -> int:
        """How many bytes can be read without waiting."""
    def read(self, nbytes: int = -1, /) -> bytes | None:
        """Reads up to `nbytes` bytes, or all that come until the line is quiet.

        Returns:
            bytes; None if nothing came in time

        Blocks:
            up to `timeout` for the first byte and `timeout_char` between bytes; both are 0 by default
        """
    def readinto(self, buf: WritableBuffer, nbytes: int = ..., /) -> int | None:
        """Reads into a buffer.

        Returns:
            how many bytes; None if nothing came in time

        Blocks:
            as `read`
        """
    def readline(self, nbytes: int = -1, /) -> bytes | None:
        r"""Reads up to `\n`, which is included.

        Returns:
            bytes, without `\n` if it did not come in time; None if nothing came

        Blocks:
            as `read`
        """
    def write(self, buf: Buffer | str, /) -> int | None:
        """Sends bytes, or text as UTF-8.

        Returns:
            how many bytes were taken

        Blocks:
            while the buffer for sending is full
        """
    def sendbreak(self) -> None:
        """Holds TX at 0 for 13 bits."""
    def flush(self) -> None:
        """Waits until all has been sent.

        Raises:
            ETIMEDOUT (116): it takes longer than the buffer can need, for example because the other side stops us
        """
    def txdone(self) -> bool:
        """Whether all has been sent."""
    def irq(self, handler: Callable[[UART], Any] | None = None, trigger: int = 0, hard: bool = False) -> _Irq:
        """Has a function called when something happens on the line.

        Args:
            handler: function that gets the UART; None switches it off
            trigger: which events, as a sum
            hard: True runs the handler inside the interrupt, where no memory can be allocated

        Constants:
            trigger: IRQ_*

        Raises:
            ValueError: `REPL UART does not support IRQs`
        """

class _I2CBase:
    def init(self, *, scl: Pin | int = ..., sda: Pin | int = ..., freq: int = ..., timeout: int = ...) -> None:
        """Sets the bus up anew.

        Args:
            scl: pin of the clock
            sda: pin of the data
            freq: bits in a second
            timeout: microseconds that a device may stretch the clock

        ESP32:
            `I2C` does not support it (`I2C operation not supported`): make the object again.
        """
    def deinit(self) -> None:
        """Switches the bus off, where the board supports it."""
    def scan(self) -> list[int]:
        """Asks all addresses from 0x08 to 0x77.

        Returns:
            the addresses (7 bits) at which a device answers; empty if the wiring is wrong or the pull-up resistors are missing
        """
    def start(self) -> None:
        """Begins a transfer by hand. Only `SoftI2C` can."""
    def stop(self) -> None:
        """Ends a transfer by hand. Only `SoftI2C` can."""
    def readinto(self, buf: WritableBuffer, nack: bool = True, /) -> None:
        """Reads bytes inside a transfer by hand. Only `SoftI2C` can.

        Args:
            buf: buffer to fill
            nack: True tells the device after the last byte that no more is wanted
        """
    def write(self, buf: Buffer, /) -> int:
        """Writes bytes inside a transfer by hand and tells how many were acknowledged. Only `SoftI2C` can."""
    def readfrom(self, addr: int, nbytes: int, stop: bool = True, /) -> bytes:
        """Reads bytes from a device.

        Args:
            addr: address of the device, 7 bits
            nbytes: how many bytes
            stop: whether the transfer ends then

        Raises:
            ENODEV (19): no device answers at the address
            ETIMEDOUT (116): the bus is held
        """
    def readfrom_into(self, addr: int, buf: WritableBuffer, stop: bool = True, /) -> None:
        """Reads from a device as many bytes as the buffer holds.

        Raises:
            ENODEV (19): no device answers at the address
            ETIMEDOUT (116): the bus is held
        """
    def writeto(self, addr: int, buf: Buffer, stop: bool = True, /) -> int:
        """Writes bytes to a device.

        Args:
            addr: address of the device, 7 bits
            buf: bytes to write
            stop: whether the transfer ends then

        Returns:
            how many bytes were acknowledged

        Raises:
            ENODEV (19): no device answers at the address
            ETIMEDOUT (116): the bus is held
        """
    def writevto(self, addr: int, vector: list[Any] | tuple[Buffer, ...], stop: bool = True, /) -> int:
        """Writes several buffers to a device in one transfer, without joining them in memory.

        Args:
            addr: address of the device, 7 bits
            vector: list or tuple of buffers
            stop: whether the transfer ends then

        Returns:
            how many bytes were acknowledged
        """
    def readfrom_mem(self, addr: int, memaddr: int, nbytes: int, *, addrsize: int = 8) -> bytes:
        """Reads registers of a device.

        Args:
            addr: address of the device, 7 bits
            memaddr: number of the first register
            nbytes: how many bytes
            addrsize: bits of a register's number, 8 or 16

        Raises:
            ENODEV (19): no device answers at the address
        """
    def readfrom_mem_into(self, addr: int, memaddr: int, buf: WritableBuffer, *, addrsize: int = 8) -> None:
        """Reads as many bytes of a device's registers as the buffer holds.

        Raises:
            ENODEV (19): no device answers at the address
        """
    def writeto_mem(self, addr: int, memaddr: int, buf: Buffer, *, addrsize: int = 8) -> None:
        """Writes registers of a device.

        Args:
            addr: address of the device, 7 bits
            memaddr: number of the first register
            buf: bytes to write
            addrsize: bits of a register's number, 8 or 16

        Raises:
            ENODEV (19): no device answers at the address
        """

class I2C(_I2CBase):
    """An I2C bus of the chip: two wires with pull-up resistors, up to 112 devices.

    Args:
        id: 0 (default pins 18 and 19) or 1 (25 and 26)
        scl: pin of the clock
        sda: pin of the data
        freq: bits in a second, 400000 by default; slow or far devices need 100000
        timeout: microseconds that a device may stretch the clock, 50000 by default

    Raises:
        ValueError: `I2C(2) doesn't exist`

    ESP32:
        The pull-up resistors inside the chip are weak: use ones of 2 to 10 kΩ, as most modules have them.

    Example:
        i2c = I2C(0, scl=Pin(22), sda=Pin(21))
        print([hex(a) for a in i2c.scan()])

    See: library/machine.I2C.html
    """

    def __init__(
        self, id: int = 0, *, scl: Pin | int = ..., sda: Pin | int = ..., freq: int = ..., timeout: int = ...
    ) -> None: ...

class SoftI2C(_I2CBase):
    """An I2C bus that the program makes itself, on any pins. Slower, and it needs the processor; otherwise as `I2C`.

    Args:
        scl: pin of the clock
        sda: pin of the data
        freq: bits in a second, 400000 by default
        timeout: microseconds that a device may stretch the clock, 50000 by default

    See: library/machine.I2C.html
    """

    def __init__(self, scl: Pin | int, sda: Pin | int, *, freq: int = 400000, timeout: int = 50000) -> None: ...

class _SPIBase:
    LSB: Final = 1
    """The least significant bit comes first."""
    MSB: Final = 0
    """The most significant bit comes first; the default."""

    def deinit(self) -> None:
        """Switches the bus off."""
    def read(self, nbytes: int, write: int = 0, /) -> bytes:
        """Reads bytes.

        Args:
            nbytes: how many
            write: byte that is sent meanwhile, again and again

        Blocks:
            until all are there
        """
    def readinto(self, buf: WritableBuffer, write: int = 0, /) -> None:
        """Reads as many bytes as the buffer holds, and sends the byte `write` meanwhile."""
    def write(self, buf: Buffer, /) -> None:
        """Sends bytes; what comes in meanwhile is thrown away.

        Blocks:
            until all are sent
        """
    def write_readinto(self, write_buf: Buffer, read_buf: WritableBuffer, /) -> None:
        """Sends one buffer and fills another of the same length at the same time; it may be the same one.

        Raises:
            ValueError: `buffers must be the same length`
        """

class SPI(_SPIBase):
    """An SPI bus of the chip: clock, data out, data in; one more pin for each device selects it.

    Args:
        id: 1 (default pins sck 14, mosi 13, miso 12) or 2 (18, 23, 19)
        baudrate: bits in a second, up to 80000000 on the default pins; 500000 by default
        polarity: level of the clock while nothing is sent, 0 or 1
        phase: 0 reads at the first edge of the clock, 1 at the second
        bits: bits of a word, 8
        firstbit: which bit comes first
        sck: pin of the clock
        mosi: pin of the data to the device
        miso: pin of the data from the device

    Constants:
        firstbit: MSB, LSB

    Raises:
        ValueError: `SPI(3) doesn't exist`

    ESP32:
        The pin that selects the device is an ordinary output, which the program sets itself.

    Example:
        spi = SPI(2, baudrate=10_000_000)
        cs = Pin(5, Pin.OUT, value=1)
        cs.off()
        spi.write(b"\\x9f")
        print(spi.read(3))
        cs.on()

    See: library/machine.SPI.html
    """

    def __init__(
        self,
        id: int,
        baudrate: int = ...,
        *,
        polarity: int = ...,
        phase: int = ...,
        bits: int = ...,
        firstbit: int = ...,
        sck: Pin | int = ...,
        mosi: Pin | int = ...,
        miso: Pin | int = ...,
    ) -> None: ...
    def init(
        self,
        baudrate: int = ...,
        *,
        polarity: int = ...,
        phase: int = ...,
        bits: int = ...,
        firstbit: int = ...,
        sck: Pin | int = ...,
        mosi: Pin | int = ...,
        miso: Pin | int = ...,
    ) -> None:
        """Sets the bus up anew, with the arguments of the class; what is not given stays.

        Constants:
            firstbit: MSB, LSB
        """

class SoftSPI(_SPIBase):
    """An SPI bus that the program makes itself, on any pins. Slower, and it needs the processor; otherwise as `SPI`.

    Args:
        baudrate: bits in a second, 500000 by default
        polarity: level of the clock while nothing is sent, 0 or 1
        phase: 0 reads at the first edge of the clock, 1 at the second
        bits: bits of a word; only 8
        firstbit: which bit comes first; only MSB
        sck: pin of the clock
        mosi: pin of the data to the device
        miso: pin of the data from the device; all three must be given

    Constants:
        firstbit: MSB, LSB

    See: library/machine.SPI.html
    """

    def __init__(
        self,
        baudrate: int = 500000,
        *,
        polarity: int = 0,
        phase: int = 0,
        bits: int = 8,
        firstbit: int = 0,
        sck: Pin | int,
        mosi: Pin | int,
        miso: Pin | int,
    ) -> None: ...
    def init(
        self,
        baudrate: int = ...,
        polarity: int = ...,
        phase: int = ...,
        *,
        firstbit: int = ...,
        sck: Pin | int = ...,
        mosi: Pin | int = ...,
        miso: Pin | int = ...,
    ) -> None:
        """Sets the bus up anew; what is not given stays.

        Constants:
            firstbit: MSB, LSB
        """

class I2S:
    """A bus for sound: to an amplifier or from a microphone with I2S.

    Args:
        id: 0 or 1
        sck: pin of the bit clock
        ws: pin that tells left and right (word select, LRCLK)
        sd: pin of the data
        mck: pin of a master clock, if the device needs one
        mode: sending or receiving
        bits: bits of a sample, 16 or 32
        format: one channel or two
        rate: samples in a second, such as 44100
        ibuf: bytes of the buffer between program and bus; 20000 is usual

    Constants:
        mode: RX, TX
        format: MONO, STEREO

    Example:
        out = I2S(0, sck=Pin(14), ws=Pin(13), sd=Pin(12), mode=I2S.TX, bits=16, format=I2S.MONO, rate=22050, ibuf=20000)
        out.write(samples)

    See: library/machine.I2S.html
    """

    RX: Final = 1
    """Mode: receiving."""
    TX: Final = 2
    """Mode: sending."""
    MONO: Final = 0
    """Format: one channel."""
    STEREO: Final = 1
    """Format: two channels, left and right in turn."""

    def __init__(
        self,
        id: int,
        /,
        *,
        sck: Pin | int,
        ws: Pin | int,
        sd: Pin | int,
        mck: Pin | int | None = None,
        mode: int,
        bits: int,
        format: int,
        rate: int,
        ibuf: int,
    ) -> None: ...
    def init(
        self,
        *,
        sck: Pin | int,
        ws: Pin | int,
        sd: Pin | int,
        mck: Pin | int | None = None,
        mode: int,
        bits: int,
        format: int,
        rate: int,
        ibuf: int,
    ) -> None:
        """Sets the bus up anew, with the arguments of the class.

        Constants:
            mode: RX, TX
            format: MONO, STEREO
        """
    def deinit(self) -> None:
        """Switches the bus off."""
    def readinto(self, buf: WritableBuffer, /) -> int | None:
        """Reads samples into a buffer and tells how many bytes.

        Blocks:
            until the buffer is full; not at all with a handler (`irq`) or in asyncio
        """
    def write(self, buf: Buffer, /) -> int | None:
        """Takes samples for sending and tells how many bytes.

        Blocks:
            until all are taken; not at all with a handler (`irq`) or in asyncio
        """
    def irq(self, handler: Callable[[I2S], Any], /) -> None:
        """Has `write` and `readinto` return at once, and a function called when they are done.

        Args:
            handler: function that gets the I2S object
        """
    @staticmethod
    def shift(*, buf: WritableBuffer, bits: int, shift: int) -> None:
        """Changes the loudness of samples in place: each step of `shift` is 6 dB.

        Args:
            buf: the samples
            bits: bits of a sample, 16 or 32
            shift: steps; positive is louder, negative softer
        """

class SDCard:
    """An SD card, as a block device for `vfs.mount`.

    Args:
        slot: 1 is the SD host with its fixed pins; 2 and 3 are SPI buses
        width: data lines of the SD host, 1 or 4
        cd: pin that tells that a card is there
        wp: pin that tells that it must not be written
        miso: pin of SPI
        mosi: pin of SPI
        sck: pin of SPI
        cs: pin of SPI that selects the card
        freq: bits in a second, 20000000 by default

    Raises:
        OSError: no card answers

    ESP32:
        Slot 2 with SPI has the default pins cs 5, sck 18, mosi 23, miso 19; slot 3 cs 15, sck 14, mosi 13, miso 12.

    Example:
        vfs.mount(SDCard(slot=2), "/sd")

    See: library/machine.SDCard.html
    """

    def __init__(
        self,
        *,
        slot: int = 1,
        width: int = 1,
        cd: Pin | int | None = None,
        wp: Pin | int | None = None,
        miso: Pin | int | None = None,
        mosi: Pin | int | None = None,
        sck: Pin | int | None = None,
        cs: Pin | int | None = None,
        freq: int = 20000000,
    ) -> None: ...
    def info(self) -> tuple[int, int]:
        """Size of the card and of a sector, in bytes."""
    def deinit(self) -> None:
        """Lets the card and its pins go."""
    def readblocks(self, block_num: int, buf: WritableBuffer, /) -> int | bool:
        """Reads sectors into a buffer; for file systems.

        Returns:
            0 if it went well, a negative errno if not, False without a card
        """
    def writeblocks(self, block_num: int, buf: Buffer, /) -> int | bool:
        """Writes sectors from a buffer; for file systems.

        Returns:
            0 if it went well, a negative errno if not, False without a card
        """
    def ioctl(self, op: int, arg: int, /) -> int:
        """Commands of a block device; for file systems: 1 begins, 2 ends, 3 writes out, 4 gives the count of sectors, 5 their size."""

# ---------------------------------------------------------------------------------------------------------------------
# Counters

class Counter:
    """Counts edges on a pin, in hardware.

    Args:
        id: 0 to 7; the unit of the pulse counter
        src: the Pin
        edge: which edges count
        direction: whether they count up or down
        filter_ns: pulses that are shorter do not count, up to 12787 nanoseconds

    Constants:
        edge: RISING, FALLING
        direction: UP, DOWN

    Raises:
        ValueError: `PCNT in use`: the unit belongs to an Encoder

    Example:
        wheel = Counter(0, Pin(14, Pin.IN), edge=Counter.RISING, filter_ns=1000)
        print(wheel.value())

    See: library/machine.Counter.html
    """

    RISING: Final = 1
    """Edges from 0 to 1; the default. The sum of both counts each edge."""
    FALLING: Final = 2
    """Edges from 1 to 0."""
    UP: Final = 1
    """Counts up; the default."""
    DOWN: Final = 2
    """Counts down."""

    @overload
    def __init__(self, id: int, /) -> None: ...
    @overload
    def __init__(self, id: int, src: Pin, edge: int = 1, direction: int = 1, *, filter_ns: int = 0) -> None: ...
    def init(self, src: Pin, edge: int = 1, direction: int = 1, *, filter_ns: int = 0) -> None:
        """Sets the counter up anew and begins at 0.

        Constants:
            edge: RISING, FALLING
            direction: UP, DOWN
        """
    def deinit(self) -> None:
        """Ends counting and gives the unit back."""
    def value(self, value: int | None = None, /) -> int:
        """The count.

        Args:
            value: if given, the count goes on from there

        Returns:
            the count before that

        Raises:
            RuntimeError: `not initialised` after `deinit`
        """

class Encoder:
    """Follows a rotary encoder with two lines, in hardware.

    Args:
        id: 0 to 7; the unit of the pulse counter
        phase_a: Pin of the first line
        phase_b: Pin of the second line
        phases: counts for each step of the encoder: 1, 2 or 4
        filter_ns: pulses that are shorter do not count, up to 12787 nanoseconds

    Raises:
        ValueError: `PCNT in use`: the unit belongs to a Counter; `phases`: neither 1, 2 nor 4

    Example:
        knob = Encoder(0, Pin(18, Pin.IN, Pin.PULL_UP), Pin(19, Pin.IN, Pin.PULL_UP), filter_ns=10000)
        print(knob.value())

    See: library/machine.Encoder.html
    """

    @overload
    def __init__(self, id: int, /) -> None: ...
    @overload
    def __init__(self, id: int, phase_a: Pin, phase_b: Pin, phases: Literal[1, 2, 4] = 1, *, filter_ns: int = 0) -> None: ...
    def init(self, phase_a: Pin, phase_b: Pin, phases: Literal[1, 2, 4] = 1, *, filter_ns: int = 0) -> None:
        """Sets the encoder up anew and begins at 0, with the arguments of the class."""
    def deinit(self) -> None:
        """Ends counting and gives the unit back."""
    def value(self, value: int | None = None, /) -> int:
        """The position.

        Args:
            value: if given, the position goes on from there

        Returns:
            the position before that

        Raises:
            RuntimeError: `not initialised` after `deinit`
        """
    def phases(self) -> int:
        """Counts for each step of the encoder: 1, 2 or 4."""

# ---------------------------------------------------------------------------------------------------------------------
# Clock and watchdog

class RTC:
    """The clock of the chip: date and time, and a little memory that survives deep sleep.

    Without being set it begins at 2000-01-01 00:00. It survives a soft reset and deep sleep, not a loss of power.

    ESP32:
        It may be wrong by some minutes in a day of deep sleep; `ntptime.settime()` sets it over the network, to UTC.

    Example:
        rtc = RTC()
        rtc.datetime((2026, 8, 25, 0, 14, 30, 0, 0))
        print(rtc.datetime())

    See: library/machine.RTC.html
    """

    def __init__(self) -> None: ...
    @overload
    def datetime(self) -> tuple[int, int, int, int, int, int, int, int]:
        """Reads the clock, or sets it.

        Args:
            datetimetuple: eight numbers: year, month, day, weekday (is not looked at), hour, minute, second, microsecond

        Returns:
            the same eight numbers; weekday is 0 for Monday to 6 for Sunday

        Raises:
            ValueError: `requested length 8 but object has length …`
        """
    @overload
    def datetime(self, datetimetuple: list[int] | tuple[int, ...], /) -> None: ...
    def init(self, datetime: list[int] | tuple[int, ...], /) -> None:
        """Sets the clock, with the numbers in another order.

        Args:
            datetime: eight numbers: year, month, day, hour, minute, second, one that is not looked at, microsecond
        """
    @overload
    def memory(self) -> bytes:
        """Reads what was kept, or keeps bytes, through resets and deep sleep, as long as there is power.

        Args:
            data: up to 2048 bytes

        Raises:
            ValueError: `buffer too long`
        """
    @overload
    def memory(self, data: Buffer | str, /) -> None: ...

class WDT:
    """The watchdog: resets the board when the program does not report in time. It cannot be stopped again.

    Args:
        id: 0
        timeout: milliseconds within which `feed` must be called, 5000 by default

    Raises:
        ValueError: `WDT timeout too short` for 0 and less; another id

    ESP32:
        A blocking call that lasts longer (`connect` to a host that is silent takes 18 s) leads to a reset.
        `reset_cause()` is WDT_RESET then.

    Example:
        wdt = WDT(timeout=8000)
        while True:
            work()
            wdt.feed()

    See: library/machine.WDT.html
    """

    def __init__(self, id: int = 0, timeout: int = 5000) -> None: ...
    def feed(self) -> None:
        """Reports that the program is well; the time begins anew."""

# ---------------------------------------------------------------------------------------------------------------------
# Reset, sleep, speed

PWRON_RESET: Final = 1
"""`reset_cause()`: power came on."""

HARD_RESET: Final = 2
"""`reset_cause()`: `machine.reset()`, the reset button, or a crash."""

WDT_RESET: Final = 3
"""`reset_cause()`: the watchdog."""

DEEPSLEEP_RESET: Final = 4
"""`reset_cause()`: the end of deep sleep."""

SOFT_RESET: Final = 5
"""`reset_cause()`: Ctrl-D or `machine.soft_reset()`."""

SLEEP: Final = 2
"""For `wake` of `Pin.irq`: light sleep."""

DEEPSLEEP: Final = 4
"""For `wake` of `Pin.irq`: deep sleep."""

PIN_WAKE: Final = 2
"""`wake_reason()`: a pin; the same as EXT0_WAKE."""

EXT0_WAKE: Final = 2
"""`wake_reason()`: the pin of `esp32.wake_on_ext0`."""

EXT1_WAKE: Final = 3
"""`wake_reason()`: one of the pins of `esp32.wake_on_ext1`."""

TIMER_WAKE: Final = 4
"""`wake_reason()`: the time is over."""

TOUCHPAD_WAKE: Final = 5
"""`wake_reason()`: a touch pad."""

ULP_WAKE: Final = 6
"""`wake_reason()`: the ULP coprocessor."""

def reset() -> NoReturn:
    """Resets the chip, as the button does: memory, Wi-Fi and pins begin anew.

    ESP32:
        What `RTC.memory` keeps stays; `reset_cause()` is HARD_RESET.
    """

def soft_reset() -> NoReturn:
    """Begins the program anew, as Ctrl-D does: a new heap, then boot.py and main.py. Raises SystemExit to get there.

    ESP32:
        Wi-Fi stays connected, the clock goes on, pins keep their levels.
    """

def reset_cause() -> int:
    """Why the board began.

    Returns:
        `PWRON_RESET`, `HARD_RESET`, `WDT_RESET`, `DEEPSLEEP_RESET` or `SOFT_RESET`
    """

def idle() -> None:
    """Gives other tasks of the system a moment; the processor may rest until the next interrupt."""

def lightsleep(time_ms: int = ..., /) -> None:
    """Stops the processor for some time; the program then goes on.

    Args:
        time_ms: milliseconds; without it only a pin or another source wakes the board

    ESP32:
        Needs about 0.8 mA. Wi-Fi loses its connection unless it is switched off before.
    """

def sleep(time_ms: int = ..., /) -> None:
    """The same as `lightsleep`; the older name."""

def deepsleep(time_ms: int = ..., /) -> NoReturn:
    """Switches nearly all of the chip off for some time, then the board begins anew with boot.py.

    Args:
        time_ms: milliseconds; without it only a pin or another source wakes the board

    ESP32:
        Needs about 10 µA. Memory is lost, except `RTC.memory`; `reset_cause()` is DEEPSLEEP_RESET.
        Leave a way to stop it, for example a pause before, or the board is hard to reach.

    Example:
        rtc.memory(str(count))
        machine.deepsleep(60_000)
    """

def wake_reason() -> int:
    """What ended the last sleep.

    Returns:
        `EXT0_WAKE` (the same as `PIN_WAKE`), `EXT1_WAKE`, `TIMER_WAKE`, `TOUCHPAD_WAKE` or `ULP_WAKE`; 0 if there was no sleep
    """

def wake_pins() -> tuple[int, ...]:
    """The numbers of the pins that ended the last sleep; empty if it was none. For pins of `esp32.wake_on_ext1`; since 1.29."""

@overload
def freq() -> int:
    """The speed of the processor in Hz; with an argument sets it.

    Args:
        hz: 20, 40, 80, 160 or 240 million; Wi-Fi needs at least 80

    Raises:
        ValueError: `frequency must be 20MHz, 40MHz, 80Mhz, 160MHz or 240MHz`

    ESP32:
        160000000 after a reset.
    """
@overload
def freq(hz: int, /) -> None: ...

def unique_id() -> bytes:
    """Six bytes that no other chip has: the MAC address of the station interface.

    Example:
        name = "node-" + machine.unique_id().hex()
    """

# ---------------------------------------------------------------------------------------------------------------------
# Interrupts, pulses, memory

def disable_irq() -> int:
    """Forbids interrupts, for a few microseconds at most.

    Returns:
        a value for `enable_irq`
    """

def enable_irq(state: int, /) -> None:
    """Allows interrupts again.

    Args:
        state: what `disable_irq` gave
    """

def time_pulse_us(pin: Pin | int, pulse_level: int, timeout_us: int = 1000000, /) -> int:
    """Measures how long a pulse lasts, for example the echo of an ultrasonic sensor.

    Args:
        pin: the Pin
        pulse_level: 1 for a pulse up, 0 for a pulse down
        timeout_us: how long to wait, in microseconds, for the beginning and again for the end

    Returns:
        microseconds; −2 if the pulse did not begin in time, −1 if it did not end in time

    Blocks:
        until the pulse is over; nothing else runs meanwhile, Ctrl-C is not seen
    """

def bitstream(pin: Pin | int, encoding: int, timing: list[int] | tuple[int, ...], data: Buffer, /) -> None:
    """Sends bytes as pulses of two lengths, as addressable LEDs need it (`neopixel` uses it).

    Args:
        pin: the Pin
        encoding: 0: each bit is a high and a low time
        timing: four times in nanoseconds: high and low of a 0, high and low of a 1
        data: bytes to send, the most significant bit first

    Blocks:
        until all is sent
    """

def dht_readinto(pin: Pin | int, buf: WritableBuffer, /) -> None:
    """Reads the five bytes of a DHT sensor; `dht` uses it.

    Raises:
        ETIMEDOUT (116): no sensor answers
    """

def mem_backup(region: int = 0, /) -> Any:
    """Memory that survives resets and deep sleep, as a memoryview to read and write; since 1.29.

    Args:
        region: 0; −1 gives a tuple of all regions

    Returns:
        a memoryview of 2048 bytes

    Raises:
        ValueError: `invalid region`

    ESP32:
        It is the memory of `RTC.memory`, without its length: use one of the two.
    """

class _Memory:
    """The chip's memory and registers, by address."""

    def __getitem__(self, address: int, /) -> int: ...
    def __setitem__(self, address: int, value: int, /) -> None: ...

mem8: Final[_Memory]
"""Memory as bytes: `machine.mem8[address]`. A wrong address crashes the board."""

mem16: Final[_Memory]
"""Memory as numbers of 16 bits; the address is that of a byte, and even."""

mem32: Final[_Memory]
"""Memory as numbers of 32 bits, for the chip's registers; the address is that of a byte, and a multiple of 4."""

def const(expr: Any, /) -> Any:
    """`micropython.const`, which the module happens to have."""
