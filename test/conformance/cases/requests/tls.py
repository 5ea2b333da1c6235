# peer mirror.test = mirror over tls
# peer plain.test = mirror
# peer secure.test = files {"/new": "moved here", "/data.json": "{\"a\": [1, 2]}"} over tls
# peer expired.test = files {"/": "from a server whose certificate has expired"} over tls
# peer chunked.test = tls {"certificate": "expired", "steps": ["<data>", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", "<fin>"]}
# peer big.test = tls {"steps": ["<data>", "HTTP/1.0 200 OK\r\n\r\n", ["0123456789", 2000], "<fin>"]}
# peer moved.test = ["<data>", "HTTP/1.1 301 Moved\r\nLocation: https://secure.test/new\r\n\r\n", "<fin>"]
# peer back.test = ["<data>", "HTTP/1.1 302 Found\r\nLocation: http://plain.test/new\r\n\r\n", "<fin>"] over tls
# peer insecure.test = ["<data>", "HTTP/1.0 400 Bad Request\r\n\r\n", "<fin>"]
# peer silent.test = []
# peer cut.test = tls {"steps": ["<data>", "HTTP/1.0 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "<cut>"]}
# peer closed.test = closed
# What of requests is different over https: the port, a certificate that nobody looks at, and how a connection fails.
import online
import requests
import urequests
from attempts import attempt, attempt_taking


def sent(response):
    head, _, body = response.text.partition("\r\n\r\n")
    first, *headers = head.split("\r\n")
    return response.status_code, first, sorted(headers), body


print(sent(requests.get("https://mirror.test/page")))
print(sent(urequests.post("https://mirror.test:8443/page", json={"a": 1}, headers={"X": "y"}, auth=("me", "secret"))))
print(requests.get("https://secure.test/data.json").json(), requests.get("https://secure.test/absent").status_code)
print("-- the connection is closed with the content, or by close")
r = requests.get("https://secure.test/new", stream=True)
print(r.raw.read(5), r.raw.cipher()[1])
raw = r.raw
r.close()
attempt(raw.read, 1)
r = requests.get("https://big.test/", stream=True)
buffer = bytearray(4096)
total = 0
while True:
    count = r.raw.readinto(buffer)
    if not count:
        break
    total += count
r.close()
print(total, len(requests.get("https://big.test/").content))
print("-- redirects cross over, either way")
print(requests.get("http://moved.test/").text)
print(sent(requests.get("https://back.test/")))
attempt(lambda: requests.get("https://chunked.test/").content)
print("-- what fails")
attempt(requests.get, "https://insecure.test/")
attempt_taking(400, lambda: requests.get("https://silent.test/", timeout=0.3))
attempt(requests.get, "https://closed.test/")
attempt(requests.get, "https://no.such.name.invalid/")
attempt(lambda: requests.get("https://cut.test/").content)
requests.get("https://insecure.test/")
