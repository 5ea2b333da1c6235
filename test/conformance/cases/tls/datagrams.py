# DTLS, both ends on the board. The first attempt of a server always fails: the client has to show a cookie first.
import socket
import tls
from attempts import attempt
from ends import in_turns

with open("certificates/authority.pem") as f:
    authority = f.read()


def read(name):
    with open("certificates/" + name + ".pem") as f:
        return f.read()


def udp(port, to):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(("127.0.0.1", port))
    s.connect(("127.0.0.1", to))
    s.setblocking(False)
    return s


server = tls.SSLContext(tls.PROTOCOL_DTLS_SERVER)
server.load_cert_chain(read("ec"), read("ec.key"))
client = tls.SSLContext(tls.PROTOCOL_DTLS_CLIENT)
client.load_verify_locations(authority)
print(client.verify_mode, server.verify_mode)

a, b = udp(5001, 5002), udp(5002, 5001)
for client_id in (None, 4):
    attempt(lambda: server.wrap_socket(b, server_side=True, client_id=client_id))
c = client.wrap_socket(a, server_hostname="tls.test", do_handshake_on_connect=False)
print(c.send(b"one"))
first = server.wrap_socket(b, server_side=True, client_id=b"client 5001", do_handshake_on_connect=False)
print(in_turns(lambda: first.recv(10)))
second = server.wrap_socket(b, server_side=True, client_id=b"client 5001", do_handshake_on_connect=False)
print(in_turns(lambda: c.send(b"one"), lambda: second.recv(10)))
print(c.cipher(), second.cipher()[1])
for message in (b"two", b"three", bytes(1000)):
    print(second.send(message), in_turns(lambda: c.recv(2000)) == [message])
print(c.recv(10), second.recv(10))
attempt(c.write, bytes(5000))
c.close()
second.close()

# The cookie is the client's alone: that of another one is worth nothing.
a, b = udp(5003, 5004), udp(5004, 5003)
c = client.wrap_socket(a, server_hostname="tls.test", do_handshake_on_connect=False)
c.send(b"one")
for client_id in (b"client 5003", b"somebody else"):
    s = server.wrap_socket(b, server_side=True, client_id=client_id, do_handshake_on_connect=False)
    print(in_turns(lambda: c.read(1) or s.recv(10)))
a.close()
b.close()

# The other side's refusal comes over datagrams too.
a, b = udp(5005, 5006), udp(5006, 5005)
c = client.wrap_socket(a, server_hostname="other.test", do_handshake_on_connect=False)
print(c.send(b"one"))
s = server.wrap_socket(b, server_side=True, client_id=b"5005", do_handshake_on_connect=False)
print(in_turns(lambda: s.recv(10)))
s = server.wrap_socket(b, server_side=True, client_id=b"5005", do_handshake_on_connect=False)
for line in in_turns(lambda: c.send(b"one"), lambda: s.recv(10)):
    print(line)
