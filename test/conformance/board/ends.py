# Two ends of a connection on the board, which does not need a network for it.
import socket


def pair(port=8000):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    client = socket.socket()
    client.connect(("127.0.0.1", port))
    server, _ = listener.accept()
    listener.close()
    return client, server


# Calls both ends in turns until each has given something other than None: a result, or how it failed.
def in_turns(*calls):
    results = [None] * len(calls)
    while None in results:
        for i, call in enumerate(calls):
            if results[i] is None:
                try:
                    results[i] = call()
                except Exception as e:
                    results[i] = repr(e)
    return results
