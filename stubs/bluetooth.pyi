"""Bluetooth Low Energy (BLE), close to the protocol. The package `aioble`, which mip can install, is easier to use.

Everything that happens is told to one function, which `BLE.irq()` sets, as an event: a number and a tuple. The numbers
are 1 a central has connected, 2 it has gone, 3 a value was written, 5 a device found in a scan, 6 the scan is done, 7
connected to a peripheral, 8 disconnected from it, 9 a service found, 10 all found, 11 and 12 the same for
characteristics, 13 and 14 for descriptors, 15 a value read, 16 reading is done, 17 writing is done, 18 a notification has
come, 19 an indication, 20 one was confirmed, 21 MTU exchanged, 27 new connection parameters, 28 encryption has changed,
29 a stored secret is wanted, 30 one is to be stored, 31 a passkey is needed.

ESP32:
    Bluetooth and Wi-Fi share the radio. Addresses, UUIDs and data in an event are
    memoryviews that hold only during the call: copy them with `bytes()`. The simulated board has no Bluetooth.

Example:
    import bluetooth
    ble = bluetooth.BLE()
    ble.active(True)
    ble.gap_advertise(100000, b"\\x02\\x01\\x06\\x06\\x09Board")

See: library/bluetooth.html
"""

from typing import Any, Callable, Final, Literal, overload

from _types import AnyData, Buffer

FLAG_READ: Final = 2
"""For a characteristic: it can be read."""
FLAG_WRITE_NO_RESPONSE: Final = 4
"""For a characteristic: it can be written, without an answer."""
FLAG_WRITE: Final = 8
"""For a characteristic: it can be written, and the writer gets an answer."""
FLAG_NOTIFY: Final = 16
"""For a characteristic: changes are told to those who want to know."""
FLAG_INDICATE: Final = 32
"""For a characteristic: changes are told, and confirmed by those who want to know."""

class UUID:
    """The number of a service, characteristic or descriptor.

    Args:
        value: a number of 16 bits, text such as `"6E400001-B5A3-F393-E0A9-E50E24DCCA9E"`, or 2, 4 or 16 bytes

    Raises:
        ValueError: it is none of these

    Example:
        service = bluetooth.UUID(0x180F)

    See: library/bluetooth.html#bluetooth.UUID
    """
    def __init__(self, value: int | str | Buffer, /) -> None: ...

class BLE:
    """The board's Bluetooth. There is one object.

    Example:
        ble = bluetooth.BLE()
        ble.active(True)

    See: library/bluetooth.html#bluetooth.BLE
    """
    def __init__(self) -> None: ...
    def active(self, active: bool = ..., /) -> bool:
        """Switches Bluetooth on or off, or tells whether it is on. It comes before everything else.

        Args:
            active: True: on, False: off; left out: only ask

        Returns:
            whether it is on

        See: library/bluetooth.html#bluetooth.BLE.active
        """
    @overload
    def config(self, param: Literal["mac"], /) -> tuple[int, bytes]:
        """Asks or sets a setting. One is asked by its name as text; several can be set by keyword.

        Args:
            param: which to ask: `"mac"` gives kind and address (6 bytes); `"gap_name"`, `"rxbuf"`, `"mtu"`
            addr_mode: kind of address: 0 public, 1 random, 2 and 3 private
            gap_name: the name of the board
            rxbuf: bytes for events that wait
            mtu: largest packet, which both sides agree upon with gattc_exchange_mtu()
            bond: whether keys are kept after pairing
            mitm: whether pairing must be safe from others in between
            io: what the board has: 0 a display, 1 a display and yes/no, 2 a keyboard, 3 nothing, 4 display and keyboard
            le_secure: whether pairing must be of the newer kind

        Raises:
            ValueError: there is no such setting
            TypeError: none, or more than one, was asked

        See: library/bluetooth.html#bluetooth.BLE.config
        """
    @overload
    def config(self, param: Literal["gap_name"], /) -> bytes: ...
    @overload
    def config(self, param: Literal["rxbuf", "mtu"], /) -> int: ...
    @overload
    def config(
        self,
        *,
        addr_mode: int = ...,
        gap_name: AnyData = ...,
        rxbuf: int = ...,
        mtu: int = ...,
        bond: bool = ...,
        mitm: bool = ...,
        io: int = ...,
        le_secure: bool = ...,
    ) -> None: ...
    def irq(self, handler: Callable[[int, tuple[Any, ...]], object] | None, /) -> None:
        """Sets the function that is called for everything that happens.

        Args:
            handler: a function of the event's number and its data; for the numbers see the module. None: no function

        Raises:
            ValueError: `invalid handler`: it is no function

        Example:
            def happened(event, data):
                if event == 1:
                    conn_handle, addr_type, addr = data
                    print("connected", bytes(addr))

            ble.irq(happened)

        See: library/bluetooth.html#bluetooth.BLE.irq
        """
    def gap_advertise(
        self,
        interval_us: int | None = 500000,
        adv_data: AnyData | None = None,
        *,
        resp_data: AnyData | None = None,
        connectable: bool = True,
    ) -> None:
        """Lets others see the board, again and again.

        Args:
            interval_us: microseconds between two times, in steps of 625; None: stop
            adv_data: what is told, at most 31 bytes; None: as in the last call
            resp_data: what is told to those who ask for more; None: as in the last call
            connectable: whether others can connect

        See: library/bluetooth.html#bluetooth.BLE.gap_advertise
        """
    def gap_scan(
        self, duration_ms: int | None = 0, interval_us: int = 1280000, window_us: int = 11250, active: bool = False, /
    ) -> None:
        """Looks for other devices: event 5 for each of them, event 6 at the end. It returns at once.

        Args:
            duration_ms: how long; 0: without limit; None: stop
            interval_us: microseconds from one look to the next
            window_us: microseconds that a look takes
            active: True: ask devices for more

        See: library/bluetooth.html#bluetooth.BLE.gap_scan
        """
    @overload
    def gap_connect(
        self,
        addr_type: int,
        addr: Buffer,
        scan_duration_ms: int = 2000,
        min_conn_interval_us: int | None = None,
        max_conn_interval_us: int | None = None,
        /,
    ) -> None:
        """Connects to a peripheral: event 7. It returns at once. `gap_connect(None)` gives up.

        Args:
            addr_type: 0 public, 1 random, as event 5 tells it
            addr: the address, 6 bytes
            scan_duration_ms: how long it is looked for
            min_conn_interval_us: shortest time between two packets
            max_conn_interval_us: longest time between two packets

        Raises:
            ValueError: the address does not have 6 bytes

        See: library/bluetooth.html#bluetooth.BLE.gap_connect
        """
    @overload
    def gap_connect(self, addr_type: None, /) -> None: ...
    def gap_disconnect(self, conn_handle: int, /) -> bool:
        """Ends a connection: event 2 or 8.

        Args:
            conn_handle: the number of the connection, as the event told it

        Returns:
            False if there is no such connection

        See: library/bluetooth.html#bluetooth.BLE.gap_disconnect
        """
    def gap_pair(self, conn_handle: int, /) -> None:
        """Begins to pair with the other side: event 28 when it is done. Set `io`, `mitm`, `bond` and `le_secure` before.

        Args:
            conn_handle: the number of the connection

        See: library/bluetooth.html#bluetooth.BLE.gap_pair
        """
    def gap_passkey(self, conn_handle: int, action: int, passkey: int, /) -> None:
        """Answers event 31, in which a passkey is needed.

        Args:
            conn_handle: the number of the connection
            action: as the event told it: 2 enter the passkey, 3 show one, 4 compare
            passkey: the number; for 4: 1 if both show the same, else 0

        See: library/bluetooth.html#bluetooth.BLE.gap_passkey
        """
    def gatts_register_services(self, services_definition: Any, /) -> tuple[tuple[int, ...], ...]:
        """Says which services the board has, in place of earlier ones. Do not advertise meanwhile.

        Args:
            services_definition: a tuple of services `(UUID, characteristics)`, of characteristics `(UUID, flags)` or
                `(UUID, flags, descriptors)`, and of descriptors `(UUID, flags)`. Flags are FLAG_*, added with `|`.

        Returns:
            for each service a tuple of the handles of its values, in the order of the definition

        Raises:
            ValueError: a part of the definition is not as it should be

        Example:
            battery = (bluetooth.UUID(0x180F), ((bluetooth.UUID(0x2A19), bluetooth.FLAG_READ | bluetooth.FLAG_NOTIFY),))
            ((level,),) = ble.gatts_register_services((battery,))

        See: library/bluetooth.html#bluetooth.BLE.gatts_register_services
        """
    def gatts_read(self, value_handle: int, /) -> bytes:
        """Reads a value of the board's own services, which the other side may have written.

        Args:
            value_handle: which value

        See: library/bluetooth.html#bluetooth.BLE.gatts_read
        """
    def gatts_write(self, value_handle: int, data: AnyData, send_update: bool = False, /) -> None:
        """Sets a value of the board's own services.

        Args:
            value_handle: which value
            data: text or bytes
            send_update: True: tell those who want to know

        See: library/bluetooth.html#bluetooth.BLE.gatts_write
        """
    def gatts_notify(self, conn_handle: int, value_handle: int, data: AnyData | None = None, /) -> None:
        """Tells the other side a value, without waiting for an answer.

        Args:
            conn_handle: the number of the connection
            value_handle: which value
            data: what to tell; None: the value itself

        See: library/bluetooth.html#bluetooth.BLE.gatts_notify
        """
    def gatts_indicate(self, conn_handle: int, value_handle: int, data: AnyData | None = None, /) -> None:
        """Tells the other side a value, which confirms it: event 20.

        Args:
            conn_handle: the number of the connection
            value_handle: which value
            data: what to tell; None: the value itself

        See: library/bluetooth.html#bluetooth.BLE.gatts_indicate
        """
    def gatts_set_buffer(self, value_handle: int, len: int, append: bool = False, /) -> None:
        """Sets how much the other side can write into a value; at first 20 bytes.

        Args:
            value_handle: which value
            len: how many bytes
            append: True: what is written is added, and gatts_read() empties the value

        See: library/bluetooth.html#bluetooth.BLE.gatts_set_buffer
        """
    def gattc_discover_services(self, conn_handle: int, uuid: UUID | None = None, /) -> None:
        """Asks the other side for its services: event 9 for each, event 10 at the end.

        Args:
            conn_handle: the number of the connection
            uuid: only this service

        See: library/bluetooth.html#bluetooth.BLE.gattc_discover_services
        """
    def gattc_discover_characteristics(
        self, conn_handle: int, start_handle: int, end_handle: int, uuid: UUID | None = None, /
    ) -> None:
        """Asks the other side for the characteristics of a service: event 11 for each, event 12 at the end.

        Args:
            conn_handle: the number of the connection
            start_handle: where the service begins, as event 9 told it
            end_handle: where it ends
            uuid: only this characteristic

        See: library/bluetooth.html#bluetooth.BLE.gattc_discover_characteristics
        """
    def gattc_discover_descriptors(self, conn_handle: int, start_handle: int, end_handle: int, /) -> None:
        """Asks the other side for descriptors: event 13 for each, event 14 at the end.

        Args:
            conn_handle: the number of the connection
            start_handle: where to begin
            end_handle: where to end

        See: library/bluetooth.html#bluetooth.BLE.gattc_discover_descriptors
        """
    def gattc_read(self, conn_handle: int, value_handle: int, /) -> None:
        """Asks the other side for a value: event 15 with it, then event 16.

        Args:
            conn_handle: the number of the connection
            value_handle: which value, as event 11 told it

        See: library/bluetooth.html#bluetooth.BLE.gattc_read
        """
    def gattc_write(self, conn_handle: int, value_handle: int, data: AnyData, mode: int = 0, /) -> None:
        """Writes a value of the other side.

        Args:
            conn_handle: the number of the connection
            value_handle: which value, as event 11 told it
            data: text or bytes
            mode: 0: without an answer; 1: with one, event 17

        See: library/bluetooth.html#bluetooth.BLE.gattc_write
        """
    def gattc_exchange_mtu(self, conn_handle: int, /) -> None:
        """Agrees with the other side upon the largest packet: event 21. `config(mtu=…)` says what the board wants.

        Args:
            conn_handle: the number of the connection

        See: library/bluetooth.html#bluetooth.BLE.gattc_exchange_mtu
        """
