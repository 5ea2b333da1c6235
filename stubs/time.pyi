"""The time of day, waiting, and measuring how long something takes.

To measure use `ticks_ms()` and `ticks_diff()`; `time()` has whole seconds only.

CPython:
    No strftime, perf_counter, monotonic or time zones. Seconds count from 2000, not from 1970.

ESP32:
    After power-on the clock stands at 2000-01-01. ntptime.settime() sets it over Wi-Fi, to UTC.

Example:
    import time
    start = time.ticks_ms()
    time.sleep_ms(100)
    print(time.ticks_diff(time.ticks_ms(), start))

See: library/time.html
"""

def gmtime(secs: int | None = None, /) -> tuple[int, int, int, int, int, int, int, int]:
    """Turns seconds into a date and time.

    Args:
        secs: whole seconds since 2000-01-01; the present time if left out

    Returns:
        `(year, month, day, hour, minute, second, weekday, yearday)`: month and day from 1, weekday 0 for Monday, yearday
        from 1

    Raises:
        TypeError: `secs` is not a whole number

    CPython:
        There it is a named tuple of nine items, and counts from 1970.

    Example:
        year, month, day = time.gmtime()[:3]

    See: library/time.html#time.gmtime
    """

def localtime(secs: int | None = None, /) -> tuple[int, int, int, int, int, int, int, int]:
    """The same as gmtime(): the board knows no time zones. Add the hours of yours, such as `time.time() + 3600`.

    Args:
        secs: whole seconds since 2000-01-01; the present time if left out

    Returns:
        `(year, month, day, hour, minute, second, weekday, yearday)`

    Raises:
        TypeError: `secs` is not a whole number

    CPython:
        There it goes by the time zone.

    Example:
        print("%02d:%02d" % time.localtime()[3:5])

    See: library/time.html#time.localtime
    """

def mktime(date_time_tuple: tuple[int, ...] | list[int], /) -> int:
    """Turns a date and time into seconds, the reverse of gmtime().

    Args:
        date_time_tuple: eight or nine numbers in the order of gmtime(). Weekday and yearday are not looked at. A month 13 or
            a minute 75 is understood.

    Returns:
        seconds since 2000-01-01

    Raises:
        TypeError: there are not eight or nine numbers

    Example:
        seconds = time.mktime((2026, 12, 24, 18, 0, 0, 0, 0))

    See: library/time.html#time.mktime
    """

def time() -> int:
    """The time of day: whole seconds since 2000-01-01.

    Returns:
        a whole number; a few seconds after power-on until the clock is set

    CPython:
        There it has fractions, and counts from 1970: add 946684800.

    ESP32:
        Do not turn it into a float: floats have six to seven digits, so seconds are lost.

    Example:
        print(time.time())

    See: library/time.html#time.time
    """

def time_ns() -> int:
    """The time of day in nanoseconds since 2000-01-01.

    Returns:
        a whole number, in steps of a microsecond

    Example:
        microseconds = time.time_ns() // 1000

    See: library/time.html#time.time_ns
    """

def sleep(seconds: float, /) -> None:
    """Waits.

    Args:
        seconds: how long; fractions such as 0.5 are understood

    Blocks:
        for that time. Timers and callbacks run meanwhile, and Ctrl-C ends it; other tasks of asyncio stand still.

    ESP32:
        In a task use `await asyncio.sleep(…)`.

    Example:
        time.sleep(0.5)

    See: library/time.html#time.sleep
    """

def sleep_ms(ms: int, /) -> None:
    """Waits some milliseconds.

    Args:
        ms: how long; 0 or less: not at all

    Blocks:
        for that time. Timers and callbacks run meanwhile, and Ctrl-C ends it; other tasks of asyncio stand still.

    Raises:
        TypeError: the number has a fraction

    CPython:
        There is no sleep_ms() there.

    Example:
        time.sleep_ms(20)

    See: library/time.html#time.sleep_ms
    """

def sleep_us(us: int, /) -> None:
    """Waits some microseconds. It keeps the processor busy, so use it for short times only.

    Args:
        us: how long; 0 or less: not at all

    Blocks:
        for that time

    Raises:
        TypeError: the number has a fraction

    CPython:
        There is no sleep_us() there.

    Example:
        time.sleep_us(10)

    See: library/time.html#time.sleep_us
    """

def ticks_ms() -> int:
    """A counter of milliseconds, for measuring. Take differences with ticks_diff() only.

    Returns:
        a number below 2**30; after that it begins again at 0, every 12.4 days

    CPython:
        The nearest there is monotonic().

    Example:
        start = time.ticks_ms()
        work()
        print(time.ticks_diff(time.ticks_ms(), start), "ms")

    See: library/time.html#time.ticks_ms
    """

def ticks_us() -> int:
    """A counter of microseconds, for measuring. Take differences with ticks_diff() only.

    Returns:
        a number below 2**30; after that it begins again at 0, every 17.9 minutes

    CPython:
        The nearest there is perf_counter().

    Example:
        start = time.ticks_us()
        work()
        print(time.ticks_diff(time.ticks_us(), start), "us")

    See: library/time.html#time.ticks_us
    """

def ticks_cpu() -> int:
    """A counter as fine as the chip has, for measuring very short times. Take differences with ticks_diff() only.

    Returns:
        a number below 2**30, in steps of the processor's clock

    CPython:
        The nearest there is perf_counter_ns().

    Example:
        start = time.ticks_cpu()
        work()
        print(time.ticks_diff(time.ticks_cpu(), start))

    See: library/time.html#time.ticks_cpu
    """

def ticks_add(ticks: int, delta: int, /) -> int:
    """Adds to a value of ticks_ms() or its like, so that it begins again at the right place.

    Args:
        ticks: a value of ticks_ms(), ticks_us() or ticks_cpu()
        delta: how much to add; it may be negative

    Returns:
        the later (or earlier) value

    Raises:
        OverflowError: `delta` is 2**29 or more, or -2**29 or less

    CPython:
        There is no ticks_add() there.

    Example:
        deadline = time.ticks_add(time.ticks_ms(), 5000)
        while time.ticks_diff(deadline, time.ticks_ms()) > 0:
            work()

    See: library/time.html#time.ticks_add
    """

def ticks_diff(ticks1: int, ticks2: int, /) -> int:
    """The time from `ticks2` to `ticks1`, also when the counter has begun again in between. The later value comes first.

    Args:
        ticks1: the later value
        ticks2: the earlier value

    Returns:
        the difference, from -2**29 to 2**29 - 1; negative if `ticks1` is the earlier one

    CPython:
        There is no ticks_diff() there; numbers are subtracted.

    Example:
        if time.ticks_diff(time.ticks_ms(), start) > 1000:
            print("a second has passed")

    See: library/time.html#time.ticks_diff
    """
