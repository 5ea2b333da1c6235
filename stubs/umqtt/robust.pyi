"""An MQTT client that connects again by itself, as often as it takes. Otherwise it is that of `umqtt.simple`.

Example:
    from umqtt.robust import MQTTClient
    client = MQTTClient("board", "192.168.1.5")
    client.connect()
    while True:
        client.publish("house/temperature", "21.5")
        time.sleep(60)
"""

from umqtt.simple import MQTTClient as _MQTTClient

class MQTTClient(_MQTTClient):
    """A client of an MQTT broker that connects again when publish(), wait_msg() or check_msg() fails.

    The first connect() is not repeated. Subscribe again after a lost connection, unless `connect(clean_session=False)`
    was used.

    Example:
        client = MQTTClient("board", "192.168.1.5")
        client.connect(clean_session=False)
    """

    DELAY: int
    """Seconds between attempts, at first 2."""
    DEBUG: bool
    """Whether failures are printed, at first False."""

    def delay(self, i: int) -> None:
        """Waits before the next attempt. Replace it in a class of your own to wait longer each time.

        Args:
            i: how many attempts have failed
        """
    def log(self, in_reconnect: bool, e: Exception) -> None:
        """Prints a failure if DEBUG is True.

        Args:
            in_reconnect: whether it was an attempt to connect again
            e: the exception
        """
    def reconnect(self) -> int:
        """Connects until it succeeds.

        Returns:
            1 if the broker still knows the session, else 0

        Blocks:
            until the broker has answered, without limit

        Raises:
            MQTTException: the broker refused
        """
    def check_msg(self, attempts: int = 2) -> int | None:
        """Looks whether a packet has come, without waiting for one, and connects again if the connection is lost.

        Args:
            attempts: how often it is tried

        Returns:
            as that of umqtt.simple; None also if nothing has come

        Blocks:
            only while it connects again
        """
    def publish(self, topic: str | bytes, msg: str | bytes, retain: bool = False, qos: int = 0) -> None:
        """Sends a message, and connects again as often as it takes.

        Args:
            topic: such as `"house/temperature"`
            msg: the message, text or bytes
            retain: whether the broker keeps it for later subscribers
            qos: 0: it may get lost; 1: the broker confirms it

        Blocks:
            until it is sent, without limit
        """
    def wait_msg(self) -> int | None:
        """Waits for one packet of the broker, and connects again as often as it takes.

        Returns:
            as that of umqtt.simple

        Blocks:
            until something comes, without limit
        """
