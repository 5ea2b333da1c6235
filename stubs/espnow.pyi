"""ESP-NOW: short messages from board to board, without a Wi-Fi network.

ESP32:
    Both boards need the same channel. A board that is connected to a network is on the channel of that network. The
    simulated board has no ESP-NOW.

Example:
    import network, espnow
    network.WLAN(network.WLAN.IF_STA).active(True)
    e = espnow.ESPNow()
    e.active(True)
    e.add_peer(b"\\xaa\\xbb\\xcc\\xdd\\xee\\xff")
    e.send(b"\\xaa\\xbb\\xcc\\xdd\\xee\\xff", "hello")

See: library/espnow.html
"""

from typing import Any, Callable

from _espnow import ADDR_LEN as ADDR_LEN
from _espnow import KEY_LEN as KEY_LEN
from _espnow import MAX_DATA_LEN as MAX_DATA_LEN
from _espnow import MAX_ENCRYPT_PEER_NUM as MAX_ENCRYPT_PEER_NUM
from _espnow import MAX_TOTAL_PEER_NUM as MAX_TOTAL_PEER_NUM
from _espnow import RATE_11M as RATE_11M
from _espnow import RATE_12M as RATE_12M
from _espnow import RATE_1M as RATE_1M
from _espnow import RATE_24M as RATE_24M
from _espnow import RATE_2M as RATE_2M
from _espnow import RATE_54M as RATE_54M
from _espnow import RATE_5M as RATE_5M
from _espnow import RATE_6M as RATE_6M
from _espnow import RATE_LORA_250K as RATE_LORA_250K
from _espnow import RATE_LORA_500K as RATE_LORA_500K
from _espnow import ESPNowBase as ESPNowBase

class ESPNow(ESPNowBase):
    """ESP-NOW of this board. There is one object; iterating over it gives messages.

    Example:
        e = espnow.ESPNow()
        e.active(True)
        mac, msg = e.recv()

    See: library/espnow.html#espnow.ESPNow
    """
    def __init__(self) -> None: ...
    def irecv(self, timeout_ms: int | None = None) -> list[Any] | tuple[None, None]:
        """Waits for a message, as recv(), but without taking memory: the list is always the same one.

        Args:
            timeout_ms: how long it waits, in milliseconds; 0: not at all; less than 0: without limit

        Returns:
            `[mac, msg]`, where `msg` is a bytearray; `(None, None)` if none came

        Blocks:
            until a message comes or the time is up

        See: library/espnow.html#espnow.ESPNow.irecv
        """
    def recv(self, timeout_ms: int | None = None) -> list[bytes] | tuple[None, None]:
        """Waits for a message.

        Args:
            timeout_ms: how long it waits, in milliseconds; 0: not at all; less than 0: without limit. If left out that of
                config(), five minutes at first.

        Returns:
            `[mac, msg]`, the sender's address and the message as bytes; `(None, None)` if none came

        Blocks:
            until a message comes or the time is up

        Raises:
            ESP_ERR_ESPNOW_NOT_INIT (-12389): active(True) was not called

        Example:
            mac, msg = e.recv(1000)
            if msg:
                print(mac, msg)

        See: library/espnow.html#espnow.ESPNow.recv
        """
    def irq(self, callback: Callable[[ESPNow], object] | None) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Sets a function that is called soon after a message has come. Read all that wait: `e.irecv(0)` until it gives None.

        Args:
            callback: a function of this object, or None

        Example:
            def received(e):
                while True:
                    mac, msg = e.irecv(0)
                    if mac is None:
                        return
                    print(mac, msg)

            e.irq(received)

        See: library/espnow.html#espnow.ESPNow.irq
        """
    def __iter__(self) -> ESPNow: ...
    def __next__(self) -> list[Any] | tuple[None, None]: ...
