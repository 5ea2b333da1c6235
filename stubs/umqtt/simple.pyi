"""An MQTT client: it publishes messages to a broker and gets those it has subscribed to. QoS 0 and 1.

It neither connects again after a failure (umqtt.robust does) nor pings by itself.

ESP32:
    A connection uses one of the ten sockets.

Example:
    from umqtt.simple import MQTTClient

    def received(topic, msg):
        print(topic, msg)

    client = MQTTClient("board", "192.168.1.5")
    client.set_callback(received)
    client.connect()
    client.subscribe("house/light")
    while True:
        client.wait_msg()
"""

from typing import Any, Callable

from _types import SSLSocket
from socket import socket
from ssl import SSLContext as _SSLContext
from tls import SSLContext as _TLSContext

class MQTTException(Exception):
    """The broker refused. Its argument is a number: 4 or 5: wrong user name or password; 128: topic not allowed."""

class MQTTClient:
    """A client of an MQTT broker.

    Args:
        client_id: a name that no other client of the broker has; the broker ends the connection of the older one
        server: name or address of the broker
        port: 0 means 1883, or 8883 with `ssl`
        user: user name, if the broker wants one
        password: password that goes with it
        keepalive: seconds after which the broker ends a silent connection: call ping() more often. 0: never
        ssl: True for an encrypted connection, or a context
        ssl_params: with `ssl=True`: keywords of ssl.wrap_socket(), such as `{"server_hostname": "example.com"}`

    Example:
        client = MQTTClient("board", "192.168.1.5", user="ada", password="secret", keepalive=60)
        client.connect()
    """

    client_id: str | bytes
    """The name of this client."""
    sock: socket | SSLSocket
    """The connection, None before connect()."""
    server: str
    """Name or address of the broker."""
    port: int
    """The port of the broker."""
    ssl: bool | _SSLContext | _TLSContext | None
    """Whether the connection is encrypted, or the context for it."""
    ssl_params: dict[str, Any]
    """Keywords for ssl.wrap_socket()."""
    pid: int
    """The number of the last packet that wants an answer."""
    cb: Callable[[bytes, bytes], object] | None
    """What set_callback() has set."""
    user: str | bytes | None
    """User name."""
    pswd: str | bytes | None
    """Password."""
    keepalive: int
    """Seconds of silence that the broker allows; 0 means that it does not mind."""
    lw_topic: str | bytes | None
    """Topic of the last will, None if there is none."""
    lw_msg: str | bytes | None
    """Message of the last will."""
    lw_qos: int
    """QoS of the last will."""
    lw_retain: bool
    """Whether the broker keeps the last will."""

    def __init__(
        self,
        client_id: str | bytes,
        server: str,
        port: int = 0,
        user: str | bytes | None = None,
        password: str | bytes | None = None,
        keepalive: int = 0,
        ssl: bool | _SSLContext | _TLSContext | None = None,
        ssl_params: dict[str, Any] = {},
    ) -> None: ...
    def set_callback(self, f: Callable[[bytes, bytes], object]) -> None:
        """Sets the function that is called for each message. Call it before subscribe().

        Args:
            f: a function of topic and message, which are bytes

        Example:
            client.set_callback(lambda topic, msg: print(topic, msg))
        """
    def set_last_will(self, topic: str | bytes, msg: str | bytes, retain: bool = False, qos: int = 0) -> None:
        """Sets the message that the broker publishes when this client is lost. Call it before connect().

        Args:
            topic: of the message
            msg: the message
            retain: whether the broker keeps it for later subscribers
            qos: 0, 1 or 2

        Raises:
            AssertionError: the topic is empty, or `qos` is wrong

        Example:
            client.set_last_will("house/board", "lost", retain=True)
        """
    def connect(self, clean_session: bool = True, timeout: float | None = None) -> int:
        """Connects to the broker.

        Args:
            clean_session: False: the broker keeps subscriptions and messages while the client is away
            timeout: seconds for connecting and the first answer; without limit if left out

        Returns:
            1 if the broker still knows the session, else 0

        Blocks:
            until the broker has answered

        Raises:
            MQTTException: the broker refused; 5: wrong user name or password
            ECONNRESET (104): no broker listens on that port
            ECONNABORTED (113): nobody answers at that address
            ETIMEDOUT (116): not within `timeout`
            EHOSTUNREACH (118): no Wi-Fi
            EAI_FAIL (-202): the name of the broker could not be looked up
            ENFILE (23): all ten sockets are in use
            IndexError: the broker ended the connection in place of an answer

        Example:
            client.connect(timeout=10)
        """
    def disconnect(self) -> None:
        """Tells the broker, and closes the connection. The last will is not published.

        Example:
            client.disconnect()
        """
    def ping(self) -> None:
        """Tells the broker that the client is still there. The answer is taken by wait_msg() or check_msg().

        Raises:
            ECONNRESET (104): the connection is lost
            ENOTCONN (128): the connection was lost before

        Example:
            client.ping()
            client.check_msg()
        """
    def publish(self, topic: str | bytes, msg: str | bytes, retain: bool = False, qos: int = 0) -> None:
        """Sends a message to all who have subscribed to the topic.

        Args:
            topic: such as `"house/temperature"`
            msg: the message, text or bytes; turn a number into text with `str(21.5)`
            retain: whether the broker keeps it for later subscribers
            qos: 0: it may get lost; 1: the broker confirms it

        Blocks:
            with `qos=1` until the broker has confirmed; messages that come meanwhile are handed to the callback

        Raises:
            ECONNRESET (104): the connection is lost
            ENOTCONN (128): the connection was lost before
            TypeError: the message is a number
            AssertionError: `qos` is 2

        Example:
            client.publish("house/temperature", str(21.5))
        """
    def subscribe(self, topic: str | bytes, qos: int = 0) -> None:
        """Asks the broker for the messages of a topic. Call set_callback() before.

        Args:
            topic: such as `"house/light"`; `+` stands for one part, `#` at the end for all that follow
            qos: 0 or 1

        Blocks:
            until the broker has answered

        Raises:
            MQTTException: 128: the broker refused the topic
            AssertionError: set_callback() was not called
            ECONNRESET (104): the connection is lost

        Example:
            client.subscribe("house/#")
        """
    def unsubscribe(self, topic: str | bytes) -> None:
        """Tells the broker that the messages of a topic are no longer wanted.

        Args:
            topic: as it was subscribed

        Blocks:
            until the broker has answered

        Raises:
            ECONNRESET (104): the connection is lost

        Example:
            client.unsubscribe("house/light")
        """
    def wait_msg(self) -> int | None:
        """Waits for one packet of the broker. A message is handed to the callback.

        Returns:
            the kind of the packet, for a message 48 to 63; None for the answer to a ping

        Blocks:
            until something comes, without limit

        Raises:
            -1: the broker ended the connection, shown as `OSError: -1`
            ECONNRESET (104): the connection is lost

        Example:
            while True:
                client.wait_msg()
        """
    def check_msg(self) -> int | None:
        """Looks whether a packet has come, without waiting for one. A message is handed to the callback.

        Returns:
            as wait_msg(); None also if nothing has come

        Raises:
            -1: the broker ended the connection, shown as `OSError: -1`
            ECONNRESET (104): the connection is lost

        Example:
            while True:
                client.check_msg()
                time.sleep_ms(100)
        """
