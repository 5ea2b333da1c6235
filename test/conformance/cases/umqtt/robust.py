# peer broker.test = mqtt
# The broker drops the connection once, at the first message to `drop`: the client connects again, to the same session.
import online
import umqtt.simple
from umqtt.robust import MQTTClient

print(issubclass(MQTTClient, umqtt.simple.MQTTClient), MQTTClient.DELAY, MQTTClient.DEBUG)
other = umqtt.simple.MQTTClient("other", "broker.test")
other.connect()


class Enough(Exception):
    pass


class Client(MQTTClient):
    DEBUG = True

    def reconnect(self):
        print("session goes on:", super().reconnect())
        other.publish("topic", "again", qos=1)  # has arrived, before anything that follows is sent

    def delay(self, attempt):
        print("attempt", attempt)
        if attempt == 2:
            raise Enough


c = Client("robust", "broker.test")
c.set_callback(print)
c.connect()
c.subscribe("topic")
c.publish("drop", "m")
print(c.wait_msg())
print(c.check_msg())
print("-- a broken socket")
c.sock.close()
print(c.publish("topic", "hello"))
print(c.wait_msg(), c.wait_msg())
c.sock.close()
print(c.check_msg(1))
print("-- no broker any more")
c.server = "no.such.name.invalid"
c.sock.close()
try:
    c.ping()
except OSError as e:
    print(e)
try:
    c.wait_msg()
except Enough:
    print("enough")
