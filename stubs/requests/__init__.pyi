"""Fetches pages and sends data over HTTP and HTTPS. `urequests` is its old name.

Read `text`, `content` or `json()`, or call `close()`: otherwise the socket stays open.

CPython:
    Much smaller: no Session, params=, cookies=, verify= or allow_redirects=; a response has no ok, url or raise_for_status().

ESP32:
    It speaks HTTP/1.1, with one request for each connection. The whole body must fit into memory. Certificates are not checked. It waits: other tasks of asyncio
    stand still meanwhile.

Example:
    import requests
    r = requests.get("http://example.com/", timeout=10)
    print(r.status_code, r.text)
"""

from typing import Any, Callable, Iterator

from _types import AnyData, SSLSocket
from socket import socket

class Response:
    """The answer to a request.

    CPython:
        No ok, url, iter_content() or raise_for_status().

    Example:
        r = requests.get("http://example.com/")
        try:
            if r.status_code == 200:
                print(r.text)
        finally:
            r.close()
    """

    status_code: int
    """The number of the answer: 200 all right, 404 not found, 500 the server failed."""
    reason: bytes
    """The words that go with the number, such as `b'OK'`."""
    headers: dict[str, str]
    """The header lines by name, as the server writes the name. Absent with `parse_headers=False`."""
    raw: socket | SSLSocket
    """The connection, from which the body can be read in pieces; None when it has been closed."""
    encoding: str
    """How `text` is decoded, at first `"utf-8"`."""

    def __init__(self, f: Any) -> None: ...
    def close(self) -> None:
        """Closes the connection and frees its socket. It may be called twice, and after the body was read.

        Example:
            r.close()
        """
    @property
    def content(self) -> bytes:
        """The body as bytes. Reading it the first time takes it from the connection, and closes that.

        Blocks:
            until the whole body is there

        Raises:
            ETIMEDOUT (116): nothing came in the time of `timeout`
            MemoryError: the body is too large; read it in pieces with `raw.read(n)`
            AttributeError: the response is closed already

        Example:
            with open("picture.jpg", "wb") as f:
                f.write(r.content)
        """
    @property
    def text(self) -> str:
        """The body as text. Reading it the first time takes it from the connection, and closes that.

        Blocks:
            until the whole body is there

        Raises:
            ETIMEDOUT (116): nothing came in the time of `timeout`
            MemoryError: the body is too large
            UnicodeError: the body is not in `encoding`
            AttributeError: the response is closed already

        Example:
            print(r.text)
        """
    def __enter__(self) -> Response: ...
    def __exit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        """Closes the connection at the end of a `with` statement."""
    def json(self) -> Any:
        """The body, which is JSON, as an object.

        Returns:
            a dict, list, text, number, True, False or None

        Blocks:
            until the whole body is there

        Raises:
            ValueError: the body is not JSON; look at `status_code` and `text`
            ETIMEDOUT (116): nothing came in the time of `timeout`
            MemoryError: the body is too large
            AttributeError: the response is closed already

        Example:
            temperature = r.json()["temperature"]
        """

def request(
    method: str,
    url: str,
    data: AnyData | Iterator[AnyData] | None = None,
    json: object = None,
    headers: dict[str, str] | None = None,
    stream: object = None,
    auth: tuple[str, str] | None = None,
    timeout: float | None = None,
    parse_headers: bool | Callable[[bytes, dict[str, str]], object] = True,
) -> Response:
    """Sends a request and gives the answer, of which the headers have come. get(), post() and the others call it.

    Args:
        method: `"GET"`, `"POST"` and so on
        url: begins with `http://` or `https://`; a port is given as in `http://192.168.1.5:8080/path`
        data: the body: text, bytes, or a generator of pieces
        json: or an object, which is sent as JSON
        headers: further header lines, by name
        stream: not looked at: the body is always read later
        auth: user name and password (Basic)
        timeout: seconds that a single step may take; without it there is no limit
        parse_headers: True: a dict in `headers`; False: none; a function: called with each line and the dict

    Returns:
        the answer, also if its `status_code` is an error. Redirects (301, 302, 303, 307, 308) have been followed.

    Blocks:
        until the headers have come. Looking up the name is not limited by `timeout`.

    Raises:
        ETIMEDOUT (116): a step took longer than `timeout`
        ECONNRESET (104): no program listens on that port, or the server ended the connection
        ECONNABORTED (113): nobody answers at that address
        EHOSTUNREACH (118): no Wi-Fi
        EAI_FAIL (-202): the name could not be looked up: no Wi-Fi, or a wrong name
        ENFILE (23): all ten sockets are in use: close the responses
        ENOMEM (12): not enough memory for HTTPS
        MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE (-30592): the server refused the encryption
        ValueError: the URL does not begin with `http://` or `https://`; the answer is not HTTP; or a header line
            has no colon
        NotImplementedError: the server redirects in another way
        TypeError: a keyword is not known, such as `params` or `verify`

    ESP32:
        The certificate of an HTTPS server is not checked. HTTPS needs about 40 KB of memory.

    Example:
        r = requests.request("PUT", "http://192.168.1.5/led", data="on")
        r.close()
    """

def head(
    url: str,
    *,
    data: AnyData | Iterator[AnyData] | None = None,
    json: object = None,
    headers: dict[str, str] | None = None,
    stream: object = None,
    auth: tuple[str, str] | None = None,
    timeout: float | None = None,
    parse_headers: bool | Callable[[bytes, dict[str, str]], object] = True,
) -> Response:
    """Asks for the headers of a page only.

    Args:
        url: begins with `http://` or `https://`
        data: the body: text, bytes, or a generator of pieces
        json: or an object, which is sent as JSON
        headers: further header lines, by name
        stream: not looked at
        auth: user name and password (Basic)
        timeout: seconds that a single step may take; without it there is no limit
        parse_headers: True: a dict in `headers`; False: none; a function: called with each line and the dict

    Returns:
        the answer, also if its `status_code` is an error. Read its body or close it.

    Blocks:
        until the headers have come

    Raises:
        ETIMEDOUT (116): a step took longer than `timeout`
        ECONNRESET (104): no program listens on that port, or the server ended the connection
        ECONNABORTED (113): nobody answers at that address
        EHOSTUNREACH (118): no Wi-Fi
        EAI_FAIL (-202): the name could not be looked up: no Wi-Fi, or a wrong name
        ENFILE (23): all ten sockets are in use: close the responses
        ValueError: the URL does not begin with `http://` or `https://`, or the answer is not HTTP
        TypeError: a keyword is not known, such as `params` or `verify`

    Example:
        r = requests.head("http://example.com/")
        print(r.headers)
        r.close()
    """

def get(
    url: str,
    *,
    data: AnyData | Iterator[AnyData] | None = None,
    json: object = None,
    headers: dict[str, str] | None = None,
    stream: object = None,
    auth: tuple[str, str] | None = None,
    timeout: float | None = None,
    parse_headers: bool | Callable[[bytes, dict[str, str]], object] = True,
) -> Response:
    """Fetches a page.

    Args:
        url: begins with `http://` or `https://`
        data: the body: text, bytes, or a generator of pieces
        json: or an object, which is sent as JSON
        headers: further header lines, by name
        stream: not looked at
        auth: user name and password (Basic)
        timeout: seconds that a single step may take; without it there is no limit
        parse_headers: True: a dict in `headers`; False: none; a function: called with each line and the dict

    Returns:
        the answer, also if its `status_code` is an error. Read its body or close it.

    Blocks:
        until the headers have come

    Raises:
        ETIMEDOUT (116): a step took longer than `timeout`
        ECONNRESET (104): no program listens on that port, or the server ended the connection
        ECONNABORTED (113): nobody answers at that address
        EHOSTUNREACH (118): no Wi-Fi
        EAI_FAIL (-202): the name could not be looked up: no Wi-Fi, or a wrong name
        ENFILE (23): all ten sockets are in use: close the responses
        ValueError: the URL does not begin with `http://` or `https://`, or the answer is not HTTP
        TypeError: a keyword is not known, such as `params` or `verify`

    Example:
        r = requests.get("http://example.com/", timeout=10)
        print(r.status_code, r.text)
    """

def post(
    url: str,
    *,
    data: AnyData | Iterator[AnyData] | None = None,
    json: object = None,
    headers: dict[str, str] | None = None,
    stream: object = None,
    auth: tuple[str, str] | None = None,
    timeout: float | None = None,
    parse_headers: bool | Callable[[bytes, dict[str, str]], object] = True,
) -> Response:
    """Sends data to a server, which makes something new of it.

    Args:
        url: begins with `http://` or `https://`
        data: the body: text, bytes, or a generator of pieces
        json: or an object, which is sent as JSON
        headers: further header lines, by name
        stream: not looked at
        auth: user name and password (Basic)
        timeout: seconds that a single step may take; without it there is no limit
        parse_headers: True: a dict in `headers`; False: none; a function: called with each line and the dict

    Returns:
        the answer, also if its `status_code` is an error. Read its body or close it.

    Blocks:
        until the headers have come

    Raises:
        ETIMEDOUT (116): a step took longer than `timeout`
        ECONNRESET (104): no program listens on that port, or the server ended the connection
        ECONNABORTED (113): nobody answers at that address
        EHOSTUNREACH (118): no Wi-Fi
        EAI_FAIL (-202): the name could not be looked up: no Wi-Fi, or a wrong name
        ENFILE (23): all ten sockets are in use: close the responses
        ValueError: the URL does not begin with `http://` or `https://`, or the answer is not HTTP
        TypeError: a keyword is not known, such as `params` or `verify`

    Example:
        r = requests.post("http://192.168.1.5:8080/", json={"temperature": 21.5})
        r.close()
    """

def put(
    url: str,
    *,
    data: AnyData | Iterator[AnyData] | None = None,
    json: object = None,
    headers: dict[str, str] | None = None,
    stream: object = None,
    auth: tuple[str, str] | None = None,
    timeout: float | None = None,
    parse_headers: bool | Callable[[bytes, dict[str, str]], object] = True,
) -> Response:
    """Sends data to a server, which keeps it under the URL.

    Args:
        url: begins with `http://` or `https://`
        data: the body: text, bytes, or a generator of pieces
        json: or an object, which is sent as JSON
        headers: further header lines, by name
        stream: not looked at
        auth: user name and password (Basic)
        timeout: seconds that a single step may take; without it there is no limit
        parse_headers: True: a dict in `headers`; False: none; a function: called with each line and the dict

    Returns:
        the answer, also if its `status_code` is an error. Read its body or close it.

    Blocks:
        until the headers have come

    Raises:
        ETIMEDOUT (116): a step took longer than `timeout`
        ECONNRESET (104): no program listens on that port, or the server ended the connection
        ECONNABORTED (113): nobody answers at that address
        EHOSTUNREACH (118): no Wi-Fi
        EAI_FAIL (-202): the name could not be looked up: no Wi-Fi, or a wrong name
        ENFILE (23): all ten sockets are in use: close the responses
        ValueError: the URL does not begin with `http://` or `https://`, or the answer is not HTTP
        TypeError: a keyword is not known, such as `params` or `verify`

    Example:
        r = requests.put("http://192.168.1.5/led", data="on")
        r.close()
    """

def patch(
    url: str,
    *,
    data: AnyData | Iterator[AnyData] | None = None,
    json: object = None,
    headers: dict[str, str] | None = None,
    stream: object = None,
    auth: tuple[str, str] | None = None,
    timeout: float | None = None,
    parse_headers: bool | Callable[[bytes, dict[str, str]], object] = True,
) -> Response:
    """Sends data to a server, which changes a part of what is under the URL.

    Args:
        url: begins with `http://` or `https://`
        data: the body: text, bytes, or a generator of pieces
        json: or an object, which is sent as JSON
        headers: further header lines, by name
        stream: not looked at
        auth: user name and password (Basic)
        timeout: seconds that a single step may take; without it there is no limit
        parse_headers: True: a dict in `headers`; False: none; a function: called with each line and the dict

    Returns:
        the answer, also if its `status_code` is an error. Read its body or close it.

    Blocks:
        until the headers have come

    Raises:
        ETIMEDOUT (116): a step took longer than `timeout`
        ECONNRESET (104): no program listens on that port, or the server ended the connection
        ECONNABORTED (113): nobody answers at that address
        EHOSTUNREACH (118): no Wi-Fi
        EAI_FAIL (-202): the name could not be looked up: no Wi-Fi, or a wrong name
        ENFILE (23): all ten sockets are in use: close the responses
        ValueError: the URL does not begin with `http://` or `https://`, or the answer is not HTTP
        TypeError: a keyword is not known, such as `params` or `verify`

    Example:
        r = requests.patch("http://192.168.1.5/led", json={"on": True})
        r.close()
    """

def delete(
    url: str,
    *,
    data: AnyData | Iterator[AnyData] | None = None,
    json: object = None,
    headers: dict[str, str] | None = None,
    stream: object = None,
    auth: tuple[str, str] | None = None,
    timeout: float | None = None,
    parse_headers: bool | Callable[[bytes, dict[str, str]], object] = True,
) -> Response:
    """Tells a server to remove what is under the URL.

    Args:
        url: begins with `http://` or `https://`
        data: the body: text, bytes, or a generator of pieces
        json: or an object, which is sent as JSON
        headers: further header lines, by name
        stream: not looked at
        auth: user name and password (Basic)
        timeout: seconds that a single step may take; without it there is no limit
        parse_headers: True: a dict in `headers`; False: none; a function: called with each line and the dict

    Returns:
        the answer, also if its `status_code` is an error. Read its body or close it.

    Blocks:
        until the headers have come

    Raises:
        ETIMEDOUT (116): a step took longer than `timeout`
        ECONNRESET (104): no program listens on that port, or the server ended the connection
        ECONNABORTED (113): nobody answers at that address
        EHOSTUNREACH (118): no Wi-Fi
        EAI_FAIL (-202): the name could not be looked up: no Wi-Fi, or a wrong name
        ENFILE (23): all ten sockets are in use: close the responses
        ValueError: the URL does not begin with `http://` or `https://`, or the answer is not HTTP
        TypeError: a keyword is not known, such as `params` or `verify`

    Example:
        r = requests.delete("http://192.168.1.5/led")
        r.close()
    """
