# peer plain.test = ["<data>", "HTTP/1.1 200 All right\r\nServer: test\r\nX-Two:  words here \r\n\r\n{\"a\": 1}", "<fin>"]
# peer bare.test = ["<data>", "HTTP/1.0 204\r\n\r\n", "<fin>"]
# peer chunked.test = ["<data>", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0A;x=1\r\n0123456789\r\n0\r\nX: y\r\n\r\nmore", 20000]
# peer odd.test = ["<data>", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nhello\r\n", "<fin>"]
# peer cut.test = ["<data>", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc", "<fin>"]
# peer length.test = ["<data>", "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n0123456789 and more", 20000]
# peer short.test = ["<data>", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n012345", "<fin>"]
# peer bad.test = ["<data>", "hello\r\n\r\n", "<fin>"]
# peer empty.test = ["<data>", "<fin>"]
# peer word.test = ["<data>", "HTTP/1.0 abc\r\n\r\n", "<fin>"]
# peer colon.test = ["<data>", "HTTP/1.0 200 OK\r\nno colon\r\n\r\n", "<fin>"]
# peer silent.test = ["<data>", 20000]
# peer reset.test = ["<data>", "<reset>"]
# peer closed.test = closed
import online
import requests
from attempts import attempt, attempt_taking

r = requests.get("http://plain.test/")
print(r.status_code, r.reason, sorted(r.headers.items()), r.encoding, r.raw is None)
print(r.text, r.raw is None, r.content, r.json())
r.close()
attempt(lambda: r.content)
r = requests.get("http://plain.test/", stream=True)
print(r.raw.read(4))
r.close()
r.close()
print(requests.get("http://bare.test/").reason == "")
with requests.get("http://plain.test/") as r:
    print(r.text)
print(r.raw)
print("-- how far the body goes")
r = requests.get("http://chunked.test/")
print(type(r.raw).__name__, r.content, r.headers)
r = requests.get("http://chunked.test/")
print(r.raw.read(2), r.raw.read(9), r.raw.read(9), r.raw.read(), r.raw.read(1), r.close(), r.raw)
r = requests.get("http://length.test/")
buffer = bytearray(4)
counts = [r.raw.readinto(buffer) for i in range(4)]
print(type(r.raw).__name__, counts, buffer, r.raw.read(4), r.content)
print(requests.get("http://length.test/").text)
r = requests.get("http://length.test/", parse_headers=lambda line, headers: None)
print("without its length known", type(r.raw).__name__, r.close())
attempt(lambda: requests.get("http://odd.test/").content)
attempt(lambda: requests.get("http://cut.test/").content)
r = requests.get("http://short.test/")
print(r.raw.read(6))
attempt(r.raw.read, 6)
attempt(lambda: requests.get("http://short.test/").text)
print("-- headers")
r = requests.get("http://plain.test/", parse_headers=False)
print(hasattr(r, "headers"), r.json())
lines = []
r = requests.get("http://plain.test/", parse_headers=lambda line, headers: lines.append(line))
print(lines, r.headers, r.text)
print("-- failures")
attempt(requests.get, "http://bad.test/")
attempt(requests.get, "http://empty.test/")
attempt(requests.get, "http://word.test/")
attempt(requests.get, "http://colon.test/")
attempt(requests.get, "http://reset.test/")
attempt(requests.get, "http://closed.test/")
attempt(requests.get, "http://no.such.name.invalid/")
attempt(requests.get, "ftp://plain.test/")
attempt(requests.get, "plain.test")
attempt(requests.get, "http:/plain.test")
attempt(requests.get, "http://plain.test:http/")
attempt(lambda: requests.post("http://plain.test/", data="a", json="b"))
attempt_taking(300, lambda: requests.get("http://silent.test/", timeout=0.2))
for keyword in ("params", "cookies", "verify", "allow_redirects"):
    attempt(lambda: requests.get("http://plain.test/", **{keyword: None}))
print([name for name in ("Session", "exceptions", "codes") if hasattr(requests, name)])
print([name for name in ("ok", "url", "iter_content", "raise_for_status", "__enter__") if hasattr(r, name)])
requests.get("http://closed.test/")
