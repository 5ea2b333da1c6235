# peer echo.test = echo
# Which addresses connect takes, and how it refuses the others.
import online
import socket
from attempts import attempt


def connect(address):
    s = socket.socket()
    try:
        attempt(s.connect, address)
    finally:
        s.close()


print(socket.getaddrinfo("echo.test", 7))
ip = socket.getaddrinfo("echo.test", 7)[0][-1][0]
connect((ip, 7))
connect([ip, 7])
connect(("echo.test", "7"))
connect((b"echo.test", b"7"))
connect(("ECHO.TEST", 7))
print("-- wrong shapes")
connect(("echo.test",))
connect(("echo.test", 7, 0))
connect(())
connect("echo.test")
connect(b"echo.test")
connect(None)
connect(7)
connect({"echo.test": 7})
print("-- the classic mistakes")
connect(socket.getaddrinfo("echo.test", 7))
connect(socket.getaddrinfo("echo.test", 7)[0])
attempt(socket.socket().connect, "echo.test", 7)
print("-- wrong items")
connect((7, "echo.test"))
connect((None, 7))
connect(("echo.test", None))
connect(("echo.test", 7.0))
print("-- ports")
connect(("echo.test", "http"))
connect(("echo.test", ""))
connect(("echo.test", "7x"))  # lwIP reads the number at the beginning
connect(("echo.test", 65536))
connect(("echo.test", -1))
connect(("echo.test", 100000000000))
