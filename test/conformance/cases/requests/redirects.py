# peer there.test = mirror
# peer to301.test = ["<data>", "HTTP/1.1 301 Moved\r\nLocation: http://there.test/new\r\n\r\n", "<fin>"]
# peer to303.test = ["<data>", "HTTP/1.1 303 See Other\r\nLocation: http://there.test/new\r\n\r\n", "<fin>"]
# peer to307.test = ["<data>", "HTTP/1.1 307 Temporary\r\nLocation: http://there.test/new\r\n\r\n", "<fin>"]
# peer to300.test = ["<data>", "HTTP/1.1 300 Choose\r\nLocation: http://there.test/new\r\n\r\n", "<fin>"]
# peer relative.test = files {"/old": {"location": "/new"}, "/new": "by its path", "/word": {"location": "new"}}
# peer lower.test = ["<data>", "HTTP/1.1 302 Found\r\nlocation: http://there.test/new\r\n\r\n", "<fin>"]
# peer created.test = ["<data>", "HTTP/1.1 201 Created\r\nLocation: http://there.test/new\r\n\r\n", "<fin>"]
import online
import requests
from attempts import attempt


def sent(response):
    head, _, body = response.text.partition("\r\n\r\n")
    first, *headers = head.split("\r\n")
    return response.status_code, first, sorted(headers), body


print(sent(requests.get("http://to301.test/", headers={"X": "y"})))
print(sent(requests.post("http://to303.test/", data="body")))
print(sent(requests.post("http://to307.test/", data="body", auth=("a", "b"))))
attempt(requests.get, "http://to300.test/")
print(requests.get("http://relative.test/old").text)
attempt(requests.get, "http://relative.test/word")
print(sent(requests.get("http://lower.test/"))[1], requests.get("http://created.test/").status_code)
