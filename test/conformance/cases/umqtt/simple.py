# peer broker.test = mqtt
# peer closed.test = closed
# What the client sends is shown as hex: the broker of the tests publishes every packet that it gets to `packets`.
import online
from attempts import attempt
from umqtt.simple import MQTTClient, MQTTException

watcher = MQTTClient("watcher", "broker.test")
packets = []
watcher.set_callback(lambda topic, msg: packets.append(msg.decode()))
print(watcher.port, MQTTClient("a", "b", ssl=True).port, MQTTClient("a", "b", 5).port, issubclass(MQTTException, Exception))
print(watcher.connect(), watcher.subscribe("packets"))


# The answer to a ping tells that the broker has everything that `c` sent before.
def show():
    c.ping()
    print(c.wait_msg(), end=" ")
    watcher.publish("end", "")
    while not packets or not packets[-1].startswith("30050003"):
        watcher.wait_msg()
    print(packets[:-1])
    packets.clear()


c = MQTTClient(b"me", "broker.test", user="ada", password="key", keepalive=300)
c.set_last_will(b"will", "gone", retain=True, qos=1)
got = []
c.set_callback(lambda topic, msg: got.append((topic, msg)))
print("-- connect")
c.connect(clean_session=False, timeout=5)
show()
print("-- subscribe and publish")
c.subscribe("plain")
c.subscribe(b"sure", 1)
show()
c.publish("plain", "zero")
print(c.wait_msg(), got)
c.publish(b"plain", b"one", True, 1)
print(got)
c.publish("sure", "x" * 130, qos=1)
print(len(got), len(got[-1][1]), got[-1][0])
show()
print("-- check")
print(c.check_msg(), c.check_msg())
c.ping()
print(c.wait_msg())
watcher.publish("plain", "later")
print(c.wait_msg(), got[-1])
show()
print("-- unsubscribe")
c.unsubscribe("plain")
show()
watcher.publish("plain", "unheard")
watcher.ping()
while watcher.wait_msg() is not None:
    pass
show()
print(got[-1])
print("-- errors")
attempt(c.subscribe, "forbidden")
attempt(MQTTClient("refused", "broker.test").connect)
attempt(MQTTClient("x", "closed.test").connect)
attempt(MQTTClient("x", "broker.test").subscribe, "topic")
attempt(c.set_last_will, "", "")
attempt(c.set_last_will, "t", "m", False, 3)
attempt(c.publish, "plain", "m", False, 2)
c.disconnect()
attempt(c.ping)
c.connect()
c.set_callback(None)
c.publish("drop", "now")
attempt(c.wait_msg)
