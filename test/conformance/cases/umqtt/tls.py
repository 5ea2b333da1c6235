# peer broker.test = mqtt over tls
# peer plain.test = mqtt
# MQTT over TLS: ssl=True with the settings of wrap_socket in ssl_params, or a context.
import online
import ssl
import umqtt.robust
from attempts import attempt
from umqtt.simple import MQTTClient

got = []


def connected(name, server="broker.test", kind=MQTTClient, **options):
    c = kind(name, server, **options)
    c.set_callback(lambda topic, msg: got.append((name, topic, msg)))
    print(c.port, c.connect(), type(c.sock).__name__)
    c.subscribe("topic")
    return c


with open("certificates/authority.pem", "rb") as f:
    authority = f.read()

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cadata=authority)

print("-- the ways to ask for TLS")
a = connected("a", ssl=True)
b = connected("b", port=8884, ssl=True, ssl_params={"server_hostname": "tls.test", "cert_reqs": ssl.CERT_REQUIRED, "cadata": authority})
# The broker hands the message out before it acknowledges it.
a.publish("topic", "x" * 300, qos=1)
b.wait_msg()
print([(name, len(msg)) for name, _, msg in got])
print(b.ping(), b.wait_msg())
# A board has memory for three connections.
b.disconnect()
print("-- a context verifies the name of the server that was asked for")
attempt(MQTTClient("c", "broker.test", ssl=context).connect)
print("-- robust connects again, over TLS again")
r = connected("r", kind=umqtt.robust.MQTTClient, ssl=True)
r.publish("drop", "m")
r.sock.close()
r.publish("topic", "after", qos=1)
print(type(r.sock).__name__)
r.disconnect()
print("-- the wrong kind of port")
attempt(MQTTClient("d", "plain.test", ssl=True).connect)
print("-- what is not a parameter")
attempt(MQTTClient("f", "broker.test", ssl=True, ssl_params={"certfile": b""}).connect)
a.disconnect()
attempt(a.ping)
