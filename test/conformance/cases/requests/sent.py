# peer web.test = mirror
# What a request is on the wire. The order of headers is that of a dict, which MicroPython does not keep in the order of
# insertion; so the lines are shown sorted.
import online
import requests
import urequests


def show(response):
    head, _, body = response.text.partition("\r\n\r\n")
    first, *headers = head.split("\r\n")
    print(first, sorted(headers), repr(body))


show(requests.get("http://web.test/"))
show(requests.get("http://web.test"))
show(requests.get("http://web.test:80/a/b?c=d#e"))
show(requests.get("http://web.test?c=d/e"))
show(requests.get("http://web.test:80#e"))
show(urequests.head("http://web.test/"))
show(requests.post("http://web.test/p", data="text"))
show(requests.post("http://web.test/p", data="5 °C"))
show(requests.put("http://web.test/p", data=b"\x00bytes"))
show(requests.patch("http://web.test/p", json={"a": [1, None]}))
show(requests.delete("http://web.test/p"))
show(requests.request("OPTIONS", "http://web.test/p"))
print("-- headers")
mine = {"Host": "other", "X-Number": "5", "Connection": "keep-alive"}
show(requests.get("http://web.test/", headers=mine))
print(sorted(mine))
show(requests.post("http://web.test/", json=[], headers={"Content-Type": "text/x"}))
show(requests.get("http://web.test/", auth=("user", "pass word")))
show(requests.post("http://web.test/", data=""))
show(requests.post("http://web.test/", data="ab", headers={"Content-Length": "1"}))
print("-- generators")


def pieces():
    yield "one"
    yield b"three"


show(requests.post("http://web.test/", data=pieces()))
show(requests.post("http://web.test/", data=pieces(), headers={"Content-Length": "8"}))
