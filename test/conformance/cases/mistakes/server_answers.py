# Mistakes of a web server: to answer without reading the request, a header without its end, and a length in characters.
import select
from ends import pair

REQUEST = b"GET / HTTP/1.1\r\nHost: esp32\r\n\r\n"


def browser_sees(serve):
    browser, server = pair()
    browser.send(REQUEST)
    select.select([server], [], [])
    serve(server)
    server.close()
    try:
        while True:
            data = browser.recv(1000)
            print(data)
            if not data:
                break
    except OSError as e:
        print(e)
    browser.close()


def show_page(text, length):
    def serve(server):
        server.recv(1000)
        server.send("HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n" % length)
        server.send(text)

    browser, server = pair()
    browser.send(REQUEST)
    serve(server)
    server.close()
    while browser.readline() != b"\r\n":
        pass
    print(browser.read(length))
    browser.close()


print("-- the request is not read: the connection is reset")
browser_sees(lambda server: None)
print("-- a part of it is not read")
browser_sees(lambda server: server.recv(3))
print("-- read to its end")
browser_sees(lambda server: (server.recv(1000), server.send(b"HTTP/1.0 200 OK\r\n\r\npage")))
print("-- a length in characters is too short")
page = "21.5 \u00b0C \u20ac"
show_page(page, len(page))
show_page(page, len(page.encode()))
