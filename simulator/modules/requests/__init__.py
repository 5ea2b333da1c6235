# HTTP client of the firmware: one request over one connection, HTTP/1.1, certificates not verified.
import socket

_REDIRECTS_AS_GET = (301, 302, 303)
_REDIRECTS_AS_BEFORE = (307, 308)


# A body whose end is known: after so many bytes, or in chunks, each with its length before it.
class BodyStream:
    # A negative length means chunks.
    def __init__(self, sock, remaining):
        self._sock = sock
        self._is_chunked = remaining < 0
        # Of the chunk, or of all; negative before a chunk.
        self._left = remaining

    def read(self, n=-1):
        if n < 0:
            piece = memoryview(bytearray(256))
            body = b""
            while True:
                count = self.readinto(piece)
                if not count:
                    return body
                body += piece[:count]
        piece = bytearray(n)
        count = self.readinto(piece)
        return piece[:count] if count else b""

    def readinto(self, buf):
        if self._left < 0:
            self._begin_chunk()
        if self._left == 0:
            return 0
        if len(buf) > self._left:
            buf = memoryview(buf)[: self._left]
        count = self._sock.readinto(buf)
        if not count:
            raise ValueError("Connection closed before body complete")
        self._left -= count
        if self._is_chunked and self._left == 0:
            # The end of the line that ends a chunk.
            self._sock.readline()
            self._left = -1
        return count

    # After the last chunk, which is empty, there may be headers.
    def _begin_chunk(self):
        size, *_ = self._sock.readline().split(b";")
        self._left = int(size, 16)
        if self._left == 0:
            while self._sock.readline() not in (b"", b"\r\n"):
                pass

    def close(self):
        self._sock.close()


class Response:
    def __init__(self, f):
        self.raw = f
        self.encoding = "utf-8"
        self._cached = None

    def close(self):
        self._cached = None
        if self.raw:
            self.raw.close()
            self.raw = None

    # The body. Reading it closes the connection.
    @property
    def content(self):
        if self._cached is None:
            try:
                self._cached = self.raw.read()
            finally:
                self.raw.close()
                self.raw = None
        return self._cached

    @property
    def text(self):
        return str(self.content, self.encoding)

    def json(self):
        from json import loads

        return loads(self.content)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.close()


def _basic(credentials):
    from binascii import b2a_base64

    user, password = credentials
    return "Basic " + b2a_base64("{}:{}".format(user, password))[:-1].decode()


# `parse_headers`: True for a dict, False for none, or a function that is called with each line and the dict.
def request(
    method,
    url,
    data=None,
    json=None,
    headers=None,
    stream=None,
    auth=None,
    timeout=None,
    parse_headers=True,
):
    headers = {} if headers is None else headers.copy()
    is_generator = data and hasattr(data, "__next__") and not hasattr(data, "__len__")
    if auth is not None:
        headers["Authorization"] = _basic(auth)

    scheme, _, place = url.split("/", 2)
    host, _, path = place.partition("/")
    # A query or a fragment may follow the host; a path behind it has lost its slash.
    for mark in "?#":
        host, found, rest = host.partition(mark)
        if found:
            path = mark + rest + path
    if scheme == "http:":
        port = 80
    elif scheme == "https:":
        import tls

        port = 443
    else:
        raise ValueError("Unsupported protocol: " + scheme)
    if ":" in host:
        host, port = host.split(":", 1)
        port = int(port)

    family, _, protocol, _, address = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)[0]
    s = socket.socket(family, socket.SOCK_STREAM, protocol)
    if timeout is not None:
        s.settimeout(timeout)
    location = None
    try:
        s.connect(address)
        if scheme == "https:":
            context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
            context.verify_mode = tls.CERT_NONE
            s = context.wrap_socket(s, server_hostname=host)

        # In the order in which they go into the dict, because a dict's order depends on it.
        s.write(b"%s /%s HTTP/1.1\r\n" % (method, path))
        headers.setdefault("Host", host)
        if json is not None:
            assert data is None
            from json import dumps

            data = dumps(json)
            headers.setdefault("Content-Type", "application/json")
        if isinstance(data, str):
            data = data.encode()
        if data and "Content-Length" not in headers:
            if not is_generator:
                headers["Content-Length"] = str(len(data))
            elif "Transfer-Encoding" not in headers:
                headers["Transfer-Encoding"] = "chunked"
        headers.setdefault("Connection", "close")
        for name in headers:
            for part in (name, ": ", headers[name], "\r\n"):
                s.write(part)
        s.write("\r\n")

        if is_generator:
            is_chunked = headers.get("Transfer-Encoding") == "chunked"
            for piece in data:
                if is_chunked:
                    s.write("%x\r\n" % len(piece))
                s.write(piece)
                if is_chunked:
                    s.write("\r\n")
            if is_chunked:
                s.write("0\r\n\r\n")
        elif data:
            s.write(data)

        line = s.readline().split(None, 2)
        if len(line) < 2:
            raise ValueError("HTTP error: BadStatusLine:\n%s" % line)
        status = int(line[1])
        reason = line[2].rstrip() if len(line) > 2 else ""

        received = None if parse_headers is False else {}
        length = None
        is_chunked = False
        while True:
            line = s.readline()
            if line in (b"", b"\r\n"):
                break
            lower = line.lower()
            if lower.startswith(b"transfer-encoding:"):
                is_chunked = is_chunked or b"chunked" in line
            elif lower.startswith(b"location:") and not 200 <= status < 300:
                if status not in _REDIRECTS_AS_GET and status not in _REDIRECTS_AS_BEFORE:
                    raise NotImplementedError("Redirect %d not yet supported" % status)
                location = line[len("Location: ") : -len("\r\n")].decode()
                if location.startswith("/"):
                    location = "{}//{}:{}{}".format(scheme, host, port, location)
            if parse_headers is True:
                name, value = line.decode().split(":", 1)
                received[name] = value.strip()
                if lower.startswith(b"content-length:"):
                    length = int(received[name])
            elif parse_headers is not False:
                parse_headers(line, received)
    except OSError:
        s.close()
        raise

    if location:
        s.close()
        # The new URL says which host is meant. Credentials and other headers go along, a timeout does not.
        headers.pop("Host", None)
        if status in _REDIRECTS_AS_GET:
            return request("GET", location, None, None, headers, stream)
        return request(method, location, data, json, headers, stream)

    if is_chunked:
        s = BodyStream(s, -1)
    elif length is not None:
        s = BodyStream(s, length)
    response = Response(s)
    response.status_code = status
    response.reason = reason
    if received is not None:
        response.headers = received
    return response


def head(url, **kw):
    return request("HEAD", url, **kw)


def get(url, **kw):
    return request("GET", url, **kw)


def post(url, **kw):
    return request("POST", url, **kw)


def put(url, **kw):
    return request("PUT", url, **kw)


def patch(url, **kw):
    return request("PATCH", url, **kw)


def delete(url, **kw):
    return request("DELETE", url, **kw)
