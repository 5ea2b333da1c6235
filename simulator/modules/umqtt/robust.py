# An MQTTClient that connects again, for ever, when its connection breaks while it publishes or waits.
from . import simple


class MQTTClient(simple.MQTTClient):
    # Seconds between attempts, and whether failures are printed.
    DELAY = 2
    DEBUG = False

    def delay(self, i):
        from time import sleep

        sleep(self.DELAY)

    def log(self, in_reconnect, e):
        if self.DEBUG:
            print(("mqtt reconnect: %r" if in_reconnect else "mqtt: %r") % e)

    # The session goes on, so that the server sends what it has kept.
    def reconnect(self):
        attempts = 0
        while True:
            try:
                return super().connect(False)
            except OSError as e:
                self.log(True, e)
                attempts += 1
                self.delay(attempts)

    def publish(self, topic, msg, retain=False, qos=0):
        while True:
            try:
                return super().publish(topic, msg, retain, qos)
            except OSError as e:
                self.log(False, e)
            self.reconnect()

    def wait_msg(self):
        while True:
            try:
                return super().wait_msg()
            except OSError as e:
                self.log(False, e)
            self.reconnect()

    def check_msg(self, attempts=2):
        for _ in range(attempts):
            self.sock.setblocking(False)
            try:
                return super().wait_msg()
            except OSError as e:
                self.log(False, e)
            self.reconnect()
