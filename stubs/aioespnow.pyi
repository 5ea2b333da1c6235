"""ESP-NOW for tasks of asyncio.

Example:
    import aioespnow, asyncio, network
    network.WLAN(network.WLAN.IF_STA).active(True)
    e = aioespnow.AIOESPNow()
    e.active(True)

    async def show():
        async for mac, msg in e:
            print(mac, msg)

    asyncio.run(show())

See: library/espnow.html
"""

from typing import Any, overload

import espnow
from _types import AnyData, Buffer

class AIOESPNow(espnow.ESPNow):
    """As espnow.ESPNow, with methods that wait without stopping other tasks. `async for` gives messages."""
    async def arecv(self) -> list[bytes] | tuple[None, None]:
        """Waits for a message.

        Returns:
            `[mac, msg]`, the sender's address and the message as bytes

        Blocks:
            only this task
        """
    async def airecv(self) -> list[Any] | tuple[None, None]:
        """Waits for a message, as arecv(), but without taking memory: the list is always the same one.

        Returns:
            `[mac, msg]`, where `msg` is a bytearray

        Blocks:
            only this task
        """
    @overload
    async def asend(self, msg: AnyData, /) -> bool:
        """Sends a message to one peer, or to all.

        Args:
            mac: the peer's MAC address, 6 bytes; left out: to all peers
            msg: text or bytes
            sync: False: do not wait whether it arrives

        Returns:
            whether all peers have got it

        Blocks:
            only this task while it waits for room; then it sends as send() does
        """
    @overload
    async def asend(self, mac: Buffer | None, msg: AnyData, sync: bool | None = None) -> bool: ...
    def __aiter__(self) -> AIOESPNow: ...
    async def __anext__(self) -> list[Any] | tuple[None, None]: ...
