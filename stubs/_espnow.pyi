"""The part of ESP-NOW that is written in C. Programs use `espnow`, or `aioespnow` in tasks.

See: library/espnow.html
"""

from typing import Any, Callable, Final, Literal, overload

from _types import AnyData, Buffer

ADDR_LEN: Final = 6
"""How many bytes a MAC address has."""
KEY_LEN: Final = 16
"""How many bytes a key has."""
MAX_DATA_LEN: Final = 1470
"""How many bytes a message has at most. Older boards take only the first 250."""
MAX_TOTAL_PEER_NUM: Final = 20
"""How many peers there can be."""
MAX_ENCRYPT_PEER_NUM: Final = 6
"""How many of them can have encryption."""
RATE_LORA_250K: Final = 41
"""For `config(rate=…)`: long range, 250 kbit/s. Both sides need `wlan.config(protocol=WLAN.PROTOCOL_LR)`."""
RATE_LORA_500K: Final = 42
"""For `config(rate=…)`: long range, 500 kbit/s. Both sides need `wlan.config(protocol=WLAN.PROTOCOL_LR)`."""
RATE_1M: Final = 0
"""For `config(rate=…)`: 1 Mbit/s. So it is at first; it reaches farthest."""
RATE_2M: Final = 1
"""For `config(rate=…)`: 2 Mbit/s."""
RATE_5M: Final = 2
"""For `config(rate=…)`: 5.5 Mbit/s."""
RATE_11M: Final = 3
"""For `config(rate=…)`: 11 Mbit/s."""
RATE_6M: Final = 11
"""For `config(rate=…)`: 6 Mbit/s."""
RATE_12M: Final = 10
"""For `config(rate=…)`: 12 Mbit/s."""
RATE_24M: Final = 9
"""For `config(rate=…)`: 24 Mbit/s."""
RATE_54M: Final = 12
"""For `config(rate=…)`: 54 Mbit/s."""

class ESPNowBase:
    """What `espnow.ESPNow` is made from; it has no recv()."""

    peers_table: dict[bytes, list[int]]
    """Everybody from whom a message was read: `{mac: [rssi, time_ms]}`, with the signal in dBm and the time in ticks."""

    def __init__(self) -> None: ...
    def active(self, flag: bool = ..., /) -> bool:
        """Switches ESP-NOW on or off, or tells whether it is on. Wi-Fi must be active before; it need not be connected.

        Args:
            flag: True: on, False: off, which forgets all peers; left out: only ask

        Returns:
            whether it is on

        See: library/espnow.html#espnow.ESPNow.active
        """
    @overload
    def config(self, param: Literal["rxbuf", "timeout_ms"], /) -> int:
        """Asks or sets a setting.

        Args:
            param: which to ask: `"rxbuf"` or `"timeout_ms"`
            rxbuf: bytes for messages that wait to be read, at first 2972. It counts from the next active(True).
            timeout_ms: how long recv() waits, at first 300000 (five minutes); less than 0: without limit
            rate: how fast messages are sent

        Constants:
            rate: RATE_*

        Raises:
            ValueError: there is no such setting

        See: library/espnow.html#espnow.ESPNow.config
        """
    @overload
    def config(self, *, rxbuf: int = ..., timeout_ms: int = ..., rate: int = ...) -> None: ...
    def irq(self, callback: Callable[[Any], object] | None, arg: Any = None, /) -> None:
        """Sets a function that is called soon after a message has come.

        Args:
            callback: the function, or None
            arg: what it is called with

        Raises:
            ValueError: `invalid handler`: it is no function

        See: library/espnow.html#espnow.ESPNow.irq
        """
    def stats(self) -> tuple[int, int, int, int, int]:
        """Counts messages.

        Returns:
            `(sent, answered, failed, received, dropped)`

        See: library/espnow.html#espnow.ESPNow.stats
        """
    def any(self) -> bool:
        """Whether a message waits to be read.

        See: library/espnow.html#espnow.ESPNow.any
        """
    def recvinto(self, data: list[Any], timeout_ms: int | None = None, /) -> int:
        """Waits for a message, and puts it into a list.

        Args:
            data: a list of two or four items, of which the second is a bytearray of MAX_DATA_LEN bytes. The first becomes
                the sender's MAC address; the third and fourth become signal and time.
            timeout_ms: how long it waits, in milliseconds; 0: not at all; less than 0: without limit

        Returns:
            how many bytes the message has, 0 if none came

        Blocks:
            until a message comes or the time is up

        Raises:
            ValueError: the bytearray is too small; waiting messages are then lost

        See: library/espnow.html#espnow.ESPNow.recvinto
        """
    @overload
    def send(self, msg: AnyData, /) -> bool:
        """Sends a message to one peer, or to all.

        Args:
            mac: the peer's MAC address, 6 bytes; None or left out: to all peers. The peer must have been added.
            msg: text or bytes, at most MAX_DATA_LEN
            sync: False: do not wait whether it arrives

        Returns:
            whether all peers have got it; always True with `sync=False`

        Blocks:
            until the peers have answered, some milliseconds

        Raises:
            ESP_ERR_ESPNOW_NOT_INIT (-12389): active(True) was not called
            ESP_ERR_ESPNOW_NOT_FOUND (-12393): the peer was not added
            ESP_ERR_ESPNOW_IF (-12396): Wi-Fi is not active
            ESP_ERR_ESPNOW_NO_MEM (-12391): no room: too many messages at once
            ETIMEDOUT (116): earlier messages are still not answered

        Example:
            e.send(b"\\xaa\\xbb\\xcc\\xdd\\xee\\xff", "hello")

        See: library/espnow.html#espnow.ESPNow.send
        """
    @overload
    def send(self, mac: Buffer | None, msg: AnyData, sync: bool | None = True, /) -> bool: ...
    def set_pmk(self, pmk: AnyData, /) -> None:
        """Sets the key with which the keys of the peers are encrypted.

        Args:
            pmk: 16 bytes

        Raises:
            ValueError: it does not have 16 bytes

        See: library/espnow.html#espnow.ESPNow.set_pmk
        """
    def add_peer(
        self,
        mac: Buffer,
        /,
        lmk: AnyData | bool | None = None,
        channel: int | None = None,
        ifidx: int | None = None,
        encrypt: bool | None = None,
    ) -> None:
        """Adds a board to which messages can be sent. To receive from it that is not needed.

        Args:
            mac: its MAC address, 6 bytes; `b"\\xff" * 6` means everybody
            lmk: the key that both sides know, 16 bytes; without it nothing is encrypted
            channel: 0: the present one of Wi-Fi
            ifidx: 0: as station, 1: as access point
            encrypt: False: do not encrypt, although there is a key

        Raises:
            ESP_ERR_ESPNOW_EXIST (-12395): it was added already
            ESP_ERR_ESPNOW_FULL (-12392): there are 20 peers already
            ESP_ERR_ESPNOW_NOT_INIT (-12389): active(True) was not called
            ValueError: the address does not have 6 bytes, or the key not 16

        Example:
            e.add_peer(b"\\xaa\\xbb\\xcc\\xdd\\xee\\xff")

        See: library/espnow.html#espnow.ESPNow.add_peer
        """
    def mod_peer(
        self,
        mac: Buffer,
        /,
        lmk: AnyData | bool | None = None,
        channel: int | None = None,
        ifidx: int | None = None,
        encrypt: bool | None = None,
    ) -> None:
        """Changes what is known of a peer; None leaves it as it is.

        Args:
            mac: its MAC address, 6 bytes
            lmk: the key, 16 bytes
            channel: the channel
            ifidx: 0: as station, 1: as access point
            encrypt: whether messages are encrypted

        Raises:
            ESP_ERR_ESPNOW_NOT_FOUND (-12393): the peer was not added

        See: library/espnow.html#espnow.ESPNow.mod_peer
        """
    def del_peer(self, mac: Buffer, /) -> None:
        """Removes a peer.

        Args:
            mac: its MAC address, 6 bytes

        Raises:
            ESP_ERR_ESPNOW_NOT_FOUND (-12393): the peer was not added

        See: library/espnow.html#espnow.ESPNow.del_peer
        """
    def get_peer(self, mac: Buffer, /) -> tuple[bytes, bytes, int, int, bool]:
        """What is known of a peer.

        Args:
            mac: its MAC address, 6 bytes

        Returns:
            `(mac, lmk, channel, ifidx, encrypt)`

        Raises:
            ESP_ERR_ESPNOW_NOT_FOUND (-12393): the peer was not added

        See: library/espnow.html#espnow.ESPNow.get_peer
        """
    def get_peers(self) -> tuple[tuple[bytes, bytes, int, int, bool], ...]:
        """What is known of all peers, a tuple for each as get_peer() gives it.

        See: library/espnow.html#espnow.ESPNow.get_peers
        """
    def peer_count(self) -> tuple[int, int]:
        """How many peers there are, and how many of them have encryption.

        See: library/espnow.html#espnow.ESPNow.peer_count
        """
