"""Wi-Fi and other network interfaces of the board.

A program that uses the network first joins a Wi-Fi network with `network.WLAN`, and waits until it has an address.

ESP32:
    Wi-Fi takes about 50 KB of memory, and 2.4 GHz networks only. A soft reset (Ctrl-D) leaves Wi-Fi connected.

Example:
    import network, time
    wlan = network.WLAN(network.WLAN.IF_STA)
    wlan.active(True)
    if not wlan.isconnected():
        wlan.connect("name of the network", "password")
    while not wlan.isconnected():
        time.sleep_ms(100)
    print(wlan.ifconfig()[0])

See: library/network.html
"""

from typing import Any, Final, Literal, overload

from machine import Pin, SPI

from _types import Buffer, Stream

STA_IF: Final = 0
"""The station: the board joins a network. The same as WLAN.IF_STA."""
AP_IF: Final = 1
"""The access point: the board makes a network of its own. The same as WLAN.IF_AP."""

MODE_11B: Final = 1
"""For `config(protocol=…)`: 802.11b, the oldest and slowest Wi-Fi."""
MODE_11G: Final = 2
"""For `config(protocol=…)`: 802.11g."""
MODE_11N: Final = 4
"""For `config(protocol=…)`: 802.11n."""
MODE_LR: Final = 8
"""For `config(protocol=…)`: long range, between ESP32 only. The same as WLAN.PROTOCOL_LR."""

AUTH_OPEN: Final = 0
"""No password."""
AUTH_WEP: Final = 1
"""WEP, long broken."""
AUTH_WPA_PSK: Final = 2
"""WPA with a password."""
AUTH_WPA2_PSK: Final = 3
"""WPA2 with a password: what most networks have."""
AUTH_WPA_WPA2_PSK: Final = 4
"""WPA or WPA2 with a password."""
AUTH_WPA2_ENTERPRISE: Final = 5
"""WPA2 with user accounts, as in companies and universities. The board cannot join such a network."""
AUTH_WPA3_PSK: Final = 6
"""WPA3 with a password."""
AUTH_WPA2_WPA3_PSK: Final = 7
"""WPA2 or WPA3 with a password."""
AUTH_WAPI_PSK: Final = 8
"""WAPI with a password, used in China."""
AUTH_OWE: Final = 9
"""Encrypted without a password (Enhanced Open)."""
AUTH_WPA3_ENT_192: Final = 10
"""WPA3 with user accounts, 192 bit."""
AUTH_WPA3_EXT_PSK: Final = 11
"""WPA3 with a password, extended keys."""
AUTH_WPA3_EXT_PSK_MIXED_MODE: Final = 12
"""WPA3 with a password, with and without extended keys."""
AUTH_MAX: Final = 17
"""How many kinds of security there are; no kind itself."""

PHY_LAN8710: Final = 0
"""Ethernet chip for LAN()."""
PHY_LAN8720: Final = 1
"""Ethernet chip for LAN(), found on many boards."""
PHY_IP101: Final = 2
"""Ethernet chip for LAN()."""
PHY_RTL8201: Final = 3
"""Ethernet chip for LAN()."""
PHY_DP83848: Final = 4
"""Ethernet chip for LAN()."""
PHY_KSZ8041: Final = 5
"""Ethernet chip for LAN()."""
PHY_KSZ8081: Final = 6
"""Ethernet chip for LAN()."""
PHY_LAN8670: Final = 7
"""Ethernet chip for LAN(), for single-pair Ethernet."""
PHY_GENERIC: Final = 8
"""Any Ethernet chip that keeps to the standard, for LAN()."""
PHY_KSZ8851SNL: Final = 100
"""Ethernet chip for LAN(), connected by SPI."""
PHY_DM9051: Final = 101
"""Ethernet chip for LAN(), connected by SPI."""
PHY_W5500: Final = 102
"""Ethernet chip for LAN(), connected by SPI."""

ETH_INITIALIZED: Final = 0
"""LAN.status(): the interface has been made."""
ETH_STARTED: Final = 1
"""LAN.status(): the interface is active, no cable yet."""
ETH_STOPPED: Final = 2
"""LAN.status(): the interface is not active."""
ETH_CONNECTED: Final = 3
"""LAN.status(): the cable is connected, but there is no address yet."""
ETH_DISCONNECTED: Final = 4
"""LAN.status(): the cable was pulled out."""
ETH_GOT_IP: Final = 5
"""LAN.status(): connected, with an address."""

STAT_IDLE: Final = 1000
"""WLAN.status(): not connected, and nothing was tried; also after disconnect()."""
STAT_CONNECTING: Final = 1001
"""WLAN.status(): connect() was called, and the board is still trying."""
STAT_GOT_IP: Final = 1010
"""WLAN.status(): connected, with an address. Now the network can be used."""
STAT_BEACON_TIMEOUT: Final = 200
"""WLAN.status(): the network is not heard any more."""
STAT_NO_AP_FOUND: Final = 201
"""WLAN.status(): no network of that name. Check the spelling, and that it is a 2.4 GHz network. The board goes on trying."""
STAT_WRONG_PASSWORD: Final = 202
"""WLAN.status(): the password is wrong. The board goes on trying."""
STAT_ASSOC_FAIL: Final = 203
"""WLAN.status(): the access point did not take the board in; it may have too many clients."""
STAT_CONNECT_FAIL: Final = 203
"""WLAN.status(): the same as STAT_ASSOC_FAIL."""
STAT_HANDSHAKE_TIMEOUT: Final = 204
"""WLAN.status(): the access point did not answer while the password was checked. Often the password is wrong."""
STAT_NO_AP_FOUND_W_COMPATIBLE_SECURITY: Final = 210
"""WLAN.status(): the network is there, but with a kind of security that the board does not use."""
STAT_NO_AP_FOUND_IN_AUTHMODE_THRESHOLD: Final = 211
"""WLAN.status(): the network is there, but its security is weaker than what the board asks for."""
STAT_NO_AP_FOUND_IN_RSSI_THRESHOLD: Final = 212
"""WLAN.status(): the network is there, but too weak."""

@overload
def country() -> str:
    """Asks or sets the country in which the board is.

    Args:
        code: two letters, such as `"DE"`

    Returns:
        the code, `'XX'` if none was set; None when it is set

    Raises:
        ValueError: the code does not have two letters

    ESP32:
        The code is kept and given back; the radio does not go by it.

    Example:
        network.country("DE")

    See: library/network.html#network.country
    """

@overload
def country(code: str, /) -> None: ...
@overload
def hostname() -> str:
    """Asks or sets the name of the board in the network.

    The router shows this name, and other computers reach the board as `name.local`. Set it before you connect.

    Args:
        name: at most 32 bytes

    Returns:
        the name, at first `'mpy-esp32'`; None when it is set

    Raises:
        ValueError: the name is too long

    Example:
        network.hostname("weather")
        wlan.connect("name of the network", "password")

    See: library/network.html#network.hostname
    """

@overload
def hostname(name: str, /) -> None: ...
@overload
def ipconfig(param: Literal["dns"], /) -> str:
    """Asks or sets the name server, the one setting that all interfaces share.

    Args:
        param: `"dns"`
        dns: an address of four numbers

    Returns:
        the address; None when it is set

    Raises:
        ValueError: there is no such setting, or the address is none
        TypeError: no setting was named

    Example:
        network.ipconfig(dns="8.8.8.8")

    See: library/network.html#network.ipconfig
    """

@overload
def ipconfig(*, dns: str) -> None: ...
def phy_mode(mode: int = ..., /) -> None:
    """Does nothing on an ESP32; it is there for programs written for an ESP8266.

    Args:
        mode: not looked at

    See: library/network.html#network.phy_mode
    """

class WLAN:
    """Wi-Fi: as a station that joins a network, or as an access point to which others connect.

    There is one object of each kind: `network.WLAN(…)` always gives the same ones. A soft reset leaves their state.

    Args:
        interface_id: WLAN.IF_STA (if left out) or WLAN.IF_AP

    Constants:
        interface_id: IF_*

    Raises:
        ValueError: there is no such interface
        TypeError: it was given by name; it has no keywords

    ESP32:
        2.4 GHz only. Errors of the Wi-Fi driver are an `OSError` with a text in place of a number: "Wifi Not Started",
        "Wifi Internal Error", "STA required" and others.

    Example:
        wlan = network.WLAN(network.WLAN.IF_STA)
        wlan.active(True)
        wlan.connect("name of the network", "password")

    See: library/network.WLAN.html#network.WLAN
    """

    IF_STA: Final = 0
    """The station: the board joins a network."""
    IF_AP: Final = 1
    """The access point: the board makes a network of its own."""

    SEC_OPEN: Final = 0
    """No password."""
    SEC_WEP: Final = 1
    """WEP, long broken."""
    SEC_WPA: Final = 2
    """WPA with a password."""
    SEC_WPA2: Final = 3
    """WPA2 with a password: what most networks have."""
    SEC_WPA_WPA2: Final = 4
    """WPA or WPA2 with a password."""
    SEC_WPA2_ENT: Final = 5
    """WPA2 with user accounts. The board cannot join such a network."""
    SEC_WPA3: Final = 6
    """WPA3 with a password."""
    SEC_WPA2_WPA3: Final = 7
    """WPA2 or WPA3 with a password."""
    SEC_WAPI: Final = 8
    """WAPI with a password, used in China."""
    SEC_OWE: Final = 9
    """Encrypted without a password (Enhanced Open)."""
    SEC_WPA3_ENT_192: Final = 10
    """WPA3 with user accounts, 192 bit."""
    SEC_WPA3_EXT_PSK: Final = 11
    """WPA3 with a password, extended keys."""
    SEC_WPA3_EXT_PSK_MIXED_MODE: Final = 12
    """WPA3 with a password, with and without extended keys."""
    SEC_DPP: Final = 13
    """Joined with a QR code in place of a password (Easy Connect)."""
    SEC_WPA3_ENT: Final = 14
    """WPA3 with user accounts."""
    SEC_WPA2_WPA3_ENT: Final = 15
    """WPA2 or WPA3 with user accounts."""
    SEC_WPA_ENT: Final = 16
    """WPA with user accounts."""

    PROTOCOL_DEFAULT: Final = 7
    """For `config(protocol=…)`: 802.11b, g and n."""
    PROTOCOL_LR: Final = 8
    """For `config(protocol=…)`: long range, between ESP32 only. Several hundred metres, but slow."""

    PM_NONE: Final = 0
    """For `config(pm=…)`: the radio is always on. Answers come soonest, and it takes the most power."""
    PM_PERFORMANCE: Final = 1
    """For `config(pm=…)`: the radio sleeps a little. So it is at first; an answer takes 0.1 to 0.3 s."""
    PM_POWERSAVE: Final = 2
    """For `config(pm=…)`: the radio sleeps as much as it can."""

    BANDWIDTH_20: Final = 1
    """For `config(bandwidth=…)`: a channel of 20 MHz."""
    BANDWIDTH_40: Final = 2
    """For `config(bandwidth=…)`: a channel of 40 MHz, faster and more easily disturbed."""
    BANDWIDTH_80: Final = 3
    """For `config(bandwidth=…)`: a channel of 80 MHz, which an ESP32 does not have."""
    BANDWIDTH_160: Final = 4
    """For `config(bandwidth=…)`: a channel of 160 MHz, which an ESP32 does not have."""
    BANDWIDTH_80_80: Final = 5
    """For `config(bandwidth=…)`: two channels of 80 MHz, which an ESP32 does not have."""

    def __init__(self, interface_id: int = IF_STA, /) -> None: ...
    def active(self, is_active: bool = ..., /) -> bool:
        """Switches the interface on or off, or tells whether it is on. It comes before everything else.

        Args:
            is_active: True: on, False: off; left out: only ask

        Returns:
            whether the interface is on

        Blocks:
            until the driver has switched it, some milliseconds

        Raises:
            WiFi Out of Memory: the `OSError` has this text; there is not enough memory for Wi-Fi

        ESP32:
            Switched on it takes about 50 KB of memory.

        Example:
            wlan = network.WLAN(network.WLAN.IF_STA)
            wlan.active(True)

        See: library/network.WLAN.html#network.WLAN.active
        """
    def connect(
        self, ssid: str | bytes | None = None, key: str | bytes | None = None, /, *, bssid: Buffer | None = None
    ) -> None:
        """Begins to connect to a network. It returns at once: wait until isconnected() is True.

        The board tries again and again, also when the connection is lost later; see `config(reconnects=…)`.

        Args:
            ssid: the network's name, at most 32 bytes; left out: as in the last call
            key: the password, at least 8 characters; left out for an open network
            bssid: the 6 bytes of one access point's address, if there are several with that name

        Raises:
            Wifi Not Started: the `OSError` has this text; call active(True) before
            Wifi Internal Error: the `OSError` has this text; the board is connecting or connected already. Ask isconnected()
                first, or call disconnect().
            ValueError: `bssid` does not have 6 bytes
            TypeError: name or password were given by keyword, as in `connect(ssid=…)`: they have none

        ESP32:
            2.4 GHz networks only. It takes 1 to 5 s. After a soft reset the board may still be connected.

        Example:
            if not wlan.isconnected():
                wlan.connect("name of the network", "password")
                while not wlan.isconnected():
                    time.sleep_ms(100)

        See: library/network.WLAN.html#network.WLAN.connect
        """
    def disconnect(self) -> None:
        """Leaves the network, or ends the attempts to join it.

        Raises:
            Wifi Not Started: the `OSError` has this text; the interface is not active

        See: library/network.WLAN.html#network.WLAN.disconnect
        """
    def isconnected(self) -> bool:
        """Whether the network can be used: the station has an address. For the access point: whether anybody has joined.

        Returns:
            True or False

        ESP32:
            With a fixed address it can be True although the gateway is wrong; connect() of a socket then fails with 118.

        Example:
            while not wlan.isconnected():
                time.sleep_ms(100)

        See: library/network.WLAN.html#network.WLAN.isconnected
        """
    @overload
    def status(self) -> int:
        """How far the connection is, or a value of it.

        Args:
            param: `"rssi"`: signal strength of the station's network in dBm, from about -30 (very good) to -90 (hardly any).
                `"stations"`: who has joined the access point

        Returns:
            without an argument a number: 1000 idle, 1001 connecting, 1010 connected, 201 no such network, 202 wrong
            password, others in STAT_*; None for the access point. For `"rssi"` a number, for `"stations"` a list of
            tuples of MAC address (6 bytes) and IP address or None.

        Raises:
            Wifi Not Connected: the `OSError` has this text; `"rssi"` without a connection
            STA required: the `OSError` has this text; `"rssi"` was asked of the access point
            AP required: the `OSError` has this text; `"stations"` was asked of the station
            ValueError: there is no such value

        ESP32:
            201 and 202 are told while the board goes on trying, so they may turn into 1010. Other numbers are reasons of
            the driver, such as 2 or 15 when the password is wrong.

        Example:
            if wlan.status() == network.STAT_WRONG_PASSWORD:
                print("wrong password")

        See: library/network.WLAN.html#network.WLAN.status
        """
    @overload
    def status(self, param: Literal["rssi"], /) -> int: ...
    @overload
    def status(self, param: Literal["stations"], /) -> list[tuple[bytes, str | None]]: ...
    def scan(self) -> list[tuple[bytes, bytes, int, int, int, bool]]:
        """Looks which networks there are. The station must be active.

        Returns:
            a list of tuples `(ssid, bssid, channel, rssi, security, hidden)`: the name as bytes (empty if it is hidden),
            the 6 bytes of the access point's address, the channel, the signal in dBm, a number of SEC_*, and always False

        Blocks:
            about 2 s

        Raises:
            STA must be active: the `OSError` has this text; call active(True) before

        ESP32:
            While the board is connecting the list is empty.

        Example:
            for ssid, bssid, channel, rssi, security, hidden in wlan.scan():
                print(ssid.decode(), channel, rssi)

        See: library/network.WLAN.html#network.WLAN.scan
        """
    @overload
    def ifconfig(self) -> tuple[str, str, str, str]:
        """Asks or sets the addresses of the interface.

        Args:
            config: `(ip, netmask, gateway, dns)`, which stops DHCP; the mask may be a number of bits, such as 24. Or
                `"dhcp"`: get the addresses from the network again

        Returns:
            a tuple of four texts: the board's own address, netmask, gateway, name server. All are `'0.0.0.0'` before the
            station is connected.

        Raises:
            ValueError: an address is none, or there are not four

        ESP32:
            The access point has `192.168.4.1`. `ipconfig()` is the newer way.

        Example:
            print(wlan.ifconfig()[0])
            wlan.ifconfig(("192.168.1.50", "255.255.255.0", "192.168.1.1", "192.168.1.1"))

        See: library/network.WLAN.html#network.WLAN.ifconfig
        """
    @overload
    def ifconfig(self, config: tuple[str, str | int, str, str] | list[Any] | Literal["dhcp"], /) -> None: ...
    @overload
    def ipconfig(self, param: Literal["addr4"], /) -> tuple[str, str]:
        """Asks or sets one address of the interface.

        Args:
            param: which to ask: `"addr4"` gives address and netmask, `"gw4"` the gateway, `"dhcp4"` whether they come from
                the network
            addr4: the board's own address: `"192.168.1.50/24"`, or a tuple of address and netmask
            gw4: the address of the gateway
            dhcp4: True: get the addresses from the network

        Returns:
            what was asked; None when it is set

        Raises:
            ValueError: there is no such setting, or an address is none
            TypeError: none, or more than one, was asked

        ESP32:
            `dhcp4` is the station's alone.

        Example:
            ip, mask = wlan.ipconfig("addr4")
            wlan.ipconfig(addr4="192.168.1.50/24", gw4="192.168.1.1")

        See: library/network.html#network.AbstractNIC.ipconfig
        """
    @overload
    def ipconfig(self, param: Literal["gw4"], /) -> str: ...
    @overload
    def ipconfig(self, param: Literal["dhcp4"], /) -> bool: ...
    @overload
    def ipconfig(
        self, *, addr4: str | tuple[str, str] | list[str] | None = ..., gw4: str = ..., dhcp4: bool = ...
    ) -> None: ...
    @overload
    def config(self, param: Literal["mac"], /) -> bytes:
        """Asks or sets a setting of the interface. One is asked by its name as text; several can be set by keyword.

        Args:
            param: which to ask: every name below but `key` and `password`, and `"ifname"`, the name of the interface for
                SO_BINDTODEVICE (`'st1'`, `'ap2'`)
            mac: the hardware address, 6 bytes
            ssid: name of the access point's own network, at most 32 bytes, at first `ESP_` and six digits of its address;
                of the station only to ask: the network it was told to join
            key: password of the access point's network, at least 8 characters; it is not told
            security: kind of security of the access point's network, at first 0 (none). Set it together with `key`.
            channel: 1 to 14. Access point and connected station share one channel.
            hidden: whether the access point hides its name
            max_clients: how many may join the access point, at first 4, at most 10
            reconnects: how often the station tries again; -1: endlessly (so it is at first), 0: not at all
            txpower: power of the radio in dBm, in steps of 0.25, at most 20
            protocol: which kinds of Wi-Fi, added with `|`
            pm: how much the radio sleeps; PM_NONE gives the quickest answers
            bandwidth: width of the channel
            hostname: use network.hostname() instead
            essid: the older name of `ssid`
            password: the older name of `key`
            authmode: the older name of `security`
            dhcp_hostname: the older name of `hostname`

        Constants:
            security: SEC_*
            authmode: SEC_*
            protocol: PROTOCOL_*
            pm: PM_*
            bandwidth: BANDWIDTH_20, BANDWIDTH_40

        Returns:
            what was asked; None when settings are set

        Raises:
            AP required: the `OSError` has this text; the station does not have this setting
            STA required: the `OSError` has this text; the access point does not have this setting
            Wifi Invalid Password: the `OSError` has this text; the access point has security, but a key of less than 8
                characters
            Wifi Invalid MAC Address: the `OSError` has this text; it is the address of a group
            ValueError: there is no such setting, or the MAC address does not have 6 bytes
            TypeError: none, or more than one, was asked, or one was asked and another set
            RuntimeError: the number is outside of what the driver takes

        ESP32:
            Settings are forgotten at a hard reset. Nothing of a call that fails is taken over.

        Example:
            ap = network.WLAN(network.WLAN.IF_AP)
            ap.config(ssid="my board", key="12345678", security=ap.SEC_WPA2)
            ap.active(True)

        See: library/network.WLAN.html#network.WLAN.config
        """
    @overload
    def config(self, param: Literal["ssid", "essid", "hostname", "dhcp_hostname", "ifname"], /) -> str: ...
    @overload
    def config(
        self,
        param: Literal["channel", "security", "authmode", "max_clients", "reconnects", "protocol", "pm", "bandwidth"],
        /,
    ) -> int: ...
    @overload
    def config(self, param: Literal["hidden"], /) -> bool: ...
    @overload
    def config(self, param: Literal["txpower"], /) -> float: ...
    @overload
    def config(
        self,
        *,
        mac: Buffer = ...,
        ssid: str | bytes = ...,
        key: str | bytes = ...,
        security: int = ...,
        channel: int = ...,
        hidden: bool = ...,
        max_clients: int = ...,
        reconnects: int = ...,
        txpower: float = ...,
        protocol: int = ...,
        pm: int = ...,
        bandwidth: int = ...,
        hostname: str = ...,
        essid: str | bytes = ...,
        password: str | bytes = ...,
        authmode: int = ...,
        dhcp_hostname: str = ...,
    ) -> None: ...
    def csi_enable(self, *, buffer_size: int = 16) -> None:
        """Begins to record how each received packet was changed on its way (channel state information).

        The station must be connected and receive something.

        Args:
            buffer_size: how many packets are kept until they are read, up to about 100

        Raises:
            ValueError: `buffer_size` is out of range

        See: library/network.WLAN.html#network.WLAN.csi_enable
        """
    def csi_disable(self) -> None:
        """Ends the recording, and frees its memory.

        See: library/network.WLAN.html#network.WLAN.csi_disable
        """
    def csi_read(self, result: list[Any] | None = None, /) -> list[Any] | None:
        """Gives the recording of one packet.

        Args:
            result: a list of an earlier call, which is filled again in place of a new one

        Returns:
            a list of 22 items, or None if there is no recording. The first are: signal in dBm, channel, MAC address of the
            sender, time in microseconds, time of the radio, and the measured values as a bytearray.

        See: library/network.WLAN.html#network.WLAN.csi_read
        """
    def csi_available(self) -> int:
        """How many recorded packets wait to be read.

        See: library/network.WLAN.html#network.WLAN.csi_available
        """
    def csi_dropped(self) -> int:
        """How many packets were not recorded because the buffer was full.

        See: library/network.WLAN.html#network.WLAN.csi_dropped
        """

class LAN:
    """Ethernet, over a chip that is wired to the board. On a board it is a function; there is one such interface.

    Args:
        id: 0, or left out
        mdc: the pin of the management clock; not for SPI
        mdio: the pin of the management data; not for SPI
        reset: the pin that resets the chip, if there is one
        power: the pin that switches the chip on, if there is one
        phy_addr: the chip's address, 0 to 31
        phy_type: which chip it is
        spi: the SPI bus, for chips that are connected by SPI
        cs: the chip's select pin; SPI only
        int: the chip's interrupt pin; SPI only
        ref_clk_mode: whether the clock comes from the chip (Pin.IN) or goes to it (Pin.OUT)
        ref_clk: the pin of the clock

    Constants:
        phy_type: PHY_*

    Raises:
        ValueError: a number is out of range, or `mdc` and `mdio` are missing
        TypeError: `phy_addr` or `phy_type` is missing
        esp_eth_driver_install failed: the `OSError` has this text; there is no such chip

    ESP32:
        On the simulated board no chip is wired, so it always fails.

    Example:
        lan = network.LAN(mdc=Pin(23), mdio=Pin(18), phy_type=network.PHY_LAN8720, phy_addr=1)
        lan.active(True)

    See: library/network.LAN.html#network.LAN
    """
    def __init__(
        self,
        id: int | None = None,
        *,
        mdc: Pin | int | None = None,
        mdio: Pin | int | None = None,
        reset: Pin | int | None = None,
        power: Pin | int | None = None,
        phy_addr: int,
        phy_type: int,
        spi: SPI | None = None,
        cs: Pin | int | None = None,
        int: Pin | int | None = None,
        ref_clk_mode: int = -1,
        ref_clk: Pin | int | None = None,
    ) -> None: ...
    def active(self, state: bool = ..., /) -> bool:
        """Switches the interface on or off, or tells whether it is on.

        Args:
            state: True: on, False: off; left out: only ask

        Raises:
            ethernet enable failed: the `OSError` has this text

        See: library/network.LAN.html#network.LAN.active
        """
    def isconnected(self) -> bool:
        """Whether the cable is connected and the board has an address.

        See: library/network.LAN.html#network.LAN.isconnected
        """
    def status(self) -> int:
        """How far the connection is: a number of ETH_*, 5 (ETH_GOT_IP) when it can be used.

        See: library/network.LAN.html#network.LAN.status
        """
    @overload
    def ifconfig(self) -> tuple[str, str, str, str]:
        """Asks or sets the addresses, as WLAN.ifconfig() does.

        Args:
            config: `(ip, netmask, gateway, dns)`, or `"dhcp"`

        See: library/network.LAN.html#network.LAN.ifconfig
        """
    @overload
    def ifconfig(self, config: tuple[str, str | int, str, str] | list[Any] | Literal["dhcp"], /) -> None: ...
    @overload
    def ipconfig(self, param: Literal["addr4"], /) -> tuple[str, str]:
        """Asks or sets one address, as WLAN.ipconfig() does.

        Args:
            param: which to ask
            addr4: the board's own address, such as `"192.168.1.50/24"`
            gw4: the address of the gateway
            dhcp4: True: get the addresses from the network

        See: library/network.html#network.AbstractNIC.ipconfig
        """
    @overload
    def ipconfig(self, param: Literal["gw4"], /) -> str: ...
    @overload
    def ipconfig(self, param: Literal["dhcp4"], /) -> bool: ...
    @overload
    def ipconfig(
        self, *, addr4: str | tuple[str, str] | list[str] | None = ..., gw4: str = ..., dhcp4: bool = ...
    ) -> None: ...
    @overload
    def config(self, param: Literal["mac"], /) -> bytes:
        """Asks or sets a setting of the interface.

        Args:
            param: which to ask: `"mac"`, or `"ifname"`, the name of the interface
            mac: the hardware address, 6 bytes

        Raises:
            ValueError: there is no such setting

        See: library/network.LAN.html#network.LAN.config
        """
    @overload
    def config(self, param: Literal["ifname"], /) -> str | None: ...
    @overload
    def config(self, *, mac: Buffer) -> None: ...

class PPP:
    """A connection over a serial line, such as that of a mobile radio modem.

    Args:
        stream: a UART that leads to the modem

    Raises:
        stream operation not supported: the `OSError` has this text; it is no stream

    ESP32:
        The stream must have `irq()` and `IRQ_RXIDLE`, as machine.UART does. On the simulated board nobody answers.

    Example:
        ppp = network.PPP(uart)
        ppp.connect(security=ppp.SEC_CHAP, user="name", key="password")

    See: library/network.PPP.html#network.PPP
    """

    SEC_NONE: Final = 0
    """No user name and password."""
    SEC_PAP: Final = 1
    """The password is sent as it is."""
    SEC_CHAP: Final = 2
    """The password is proved, not sent."""
    AUTH_NONE: Final = 0
    """The older name of SEC_NONE."""
    AUTH_PAP: Final = 1
    """The older name of SEC_PAP."""
    AUTH_CHAP: Final = 2
    """The older name of SEC_CHAP."""

    def __init__(self, stream: Stream | None, /) -> None: ...
    def active(self, state: bool = ..., /) -> bool:
        """Switches the interface on or off, or tells whether it is on.

        Args:
            state: True: on, False: off; left out: only ask
        """
    def connect(
        self,
        *,
        security: int = SEC_NONE,
        user: str | None = None,
        key: str | None = None,
        authmode: int = SEC_NONE,
        username: str | None = None,
        password: str | None = None,
    ) -> None:
        """Begins to connect. It returns at once: wait until isconnected() is True.

        Args:
            security: how the password is told
            user: the user name, if there is security
            key: the password, if there is security
            authmode: the older name of `security`
            username: the older name of `user`
            password: the older name of `key`

        Constants:
            security: SEC_*
            authmode: SEC_*

        Raises:
            EALREADY (120): it is connecting or connected already
            ValueError: there is no such security
            TypeError: there is security, but no user name or password

        See: library/network.PPP.html#network.PPP.connect
        """
    def disconnect(self) -> None:
        """Ends the connection, and tells the other side.

        See: library/network.PPP.html#network.PPP.disconnect
        """
    def isconnected(self) -> bool:
        """Whether the connection can be used.

        See: library/network.PPP.html#network.PPP.isconnected
        """
    def status(self) -> int:
        """How far the connection is: 0 not active, 1 active, 3 connecting, 4 connected; a negative number is an error.

        See: library/network.PPP.html#network.PPP.status
        """
    def poll(self, irq_arg: object = ..., /) -> int:
        """Takes in what has come over the serial line. It is called by itself whenever something has come.

        Args:
            irq_arg: not looked at

        Returns:
            how many bytes it took, -1 if there is no connection and none is being made

        See: library/network.PPP.html#network.PPP.poll
        """
    @overload
    def config(self, param: Literal["stream"], /) -> Any:
        """Asks or sets a setting of the interface.

        Args:
            param: which to ask: `"stream"`, or `"ifname"`, the name of the interface
            stream: the serial line

        Raises:
            ValueError: there is no such setting

        See: library/network.PPP.html#network.PPP.config
        """
    @overload
    def config(self, param: Literal["ifname"], /) -> str | None: ...
    @overload
    def config(self, *, stream: Stream | None) -> None: ...
    @overload
    def ifconfig(self) -> tuple[str | None, str | None, str | None, str | None]:
        """Asks the addresses, or sets the name server.

        Args:
            config: four addresses, of which only the last is taken: the name server

        Returns:
            own address, gateway, netmask, name server, in this order; four times None if the interface is not active

        See: library/network.PPP.html#network.PPP.ifconfig
        """
    @overload
    def ifconfig(self, config: tuple[str, str, str, str] | list[Any], /) -> None: ...
    @overload
    def ipconfig(self, param: Literal["addr4"], /) -> tuple[str, str]:
        """Asks one address. None can be set.

        Args:
            param: `"addr4"` gives address and netmask, `"gw4"` the gateway

        Raises:
            ValueError: the interface is not active, or there is no such address
            TypeError: an address was to be set

        See: library/network.PPP.html#network.PPP.ipconfig
        """
    @overload
    def ipconfig(self, param: Literal["gw4"], /) -> str: ...
