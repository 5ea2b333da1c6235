# peer server.test = mirror
# The requests of a client of a web service, by their old name, and what is in a response.
import online
import urequests
from ujson import dumps

url = "http://server.test:8080/"
buf = b"Hello World"


def show(r):
    print(r.status_code, r.reason, r.headers, r.content.split(b" ", 1)[0], r.text.rpartition("\r\n")[2])
    r.close()


show(urequests.get(url))
show(urequests.post(url, data=buf))
show(urequests.put(url, data="23.5"))
show(urequests.patch(url, data=buf))
show(urequests.delete(url))
show(urequests.request("GET", url))
show(urequests.post(url, json={"celsius": 23.5}))
show(urequests.put(url, data=dumps([1, 2]), headers={"Content-Type": "application/json"}))
r = urequests.head(url)
print(r.status_code)
r.close()
