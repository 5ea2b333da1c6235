# The end that connects is ready first: it sends the last packet of the handshake, which is what the listener waits for.
import select
import socket

server = socket.socket()
server.bind(("127.0.0.1", 8124))
server.listen(1)
late = 0
for _ in range(60):
    client = socket.socket()
    client.setblocking(False)
    try:
        client.connect(("127.0.0.1", 8124))
    except OSError:
        pass
    poller = select.poll()
    poller.register(server, select.POLLIN)
    poller.register(client, select.POLLOUT)
    if client not in [s for s, _ in poller.poll(5000)]:
        late += 1
    server.accept()[0].close()
    client.close()
print(late)
