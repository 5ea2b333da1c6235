"""The time of day from the internet.

ESP32:
    The clock stands at 2000-01-01 after power-on, and the checking of certificates needs the right time.

Example:
    import ntptime
    ntptime.settime()
"""

host: str
"""The name of the time server, at first `"pool.ntp.org"`. Set it before settime(), as in `ntptime.host = "192.168.1.1"`."""
timeout: float
"""How many seconds the answer may take, at first 1."""

def time() -> int:
    """Asks the time server, and leaves the board's clock as it is.

    Returns:
        seconds since 2000-01-01, UTC, as time.time() counts

    Blocks:
        until the answer comes or the timeout runs out; looking up the name may take longer

    Raises:
        ETIMEDOUT (116): no answer in time. Datagrams get lost: try again.
        EAI_FAIL (-202): the name of the server could not be looked up: no Wi-Fi, or no internet
        EHOSTUNREACH (118): no Wi-Fi

    Example:
        seconds = ntptime.time()
    """

def settime() -> None:
    """Asks the time server, and sets the board's clock to UTC. There are no time zones and no summer time.

    Blocks:
        until the answer comes or the timeout runs out; looking up the name may take longer

    Raises:
        ETIMEDOUT (116): no answer in time. Datagrams get lost: try again.
        EAI_FAIL (-202): the name of the server could not be looked up: no Wi-Fi, or no internet
        EHOSTUNREACH (118): no Wi-Fi

    ESP32:
        The clock runs on through a soft reset and deep sleep, and is lost when the power is.

    Example:
        ntptime.settime()
        print(time.gmtime())
    """
