"""Encrypted connections (TLS), as HTTPS uses them. Written in Python on top of `tls`.

CPython:
    No create_default_context, SSLError, check_hostname or get_server_certificate. Nothing is checked unless you ask for it.

ESP32:
    TLS 1.2 only. A connection needs about 40 KB of memory. The board knows no authority (CA) of its own.

Example:
    import socket, ssl
    s = socket.socket()
    s.connect(("example.com", 443))
    s = ssl.wrap_socket(s, server_hostname="example.com")
    s.write(b"GET / HTTP/1.0\\r\\nHost: example.com\\r\\n\\r\\n")
    print(s.read(200))

See: library/ssl.html
"""

from _types import SSLSocket, Stream
from tls import CERT_NONE as CERT_NONE
from tls import CERT_OPTIONAL as CERT_OPTIONAL
from tls import CERT_REQUIRED as CERT_REQUIRED
from tls import MBEDTLS_VERSION as MBEDTLS_VERSION
from tls import PROTOCOL_DTLS_CLIENT as PROTOCOL_DTLS_CLIENT
from tls import PROTOCOL_DTLS_SERVER as PROTOCOL_DTLS_SERVER
from tls import PROTOCOL_TLS_CLIENT as PROTOCOL_TLS_CLIENT
from tls import PROTOCOL_TLS_SERVER as PROTOCOL_TLS_SERVER

class SSLContext:
    """Settings for encrypted connections: client or server, and certificates. One context serves many connections.

    For ciphers or a callback use tls.SSLContext.

    Args:
        protocol: client or server

    Constants:
        protocol: PROTOCOL_*

    CPython:
        Nothing is checked unless you set verify_mode. There is no check_hostname: setting it does nothing.

    Example:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations("ca.der")

    See: library/ssl.html#ssl.SSLContext
    """

    verify_mode: int
    """Whether the certificate of the other side is checked: a number of CERT_*, at first CERT_NONE.

    CERT_REQUIRED needs load_verify_locations(), a server_hostname, and the right time of day.

    Constants:
        verify_mode: CERT_*

    CPython:
        There a client checks certificates from the beginning.

    Example:
        context.verify_mode = ssl.CERT_REQUIRED

    See: library/ssl.html#ssl.SSLContext.verify_mode
    """

    def __init__(self, protocol: int, /) -> None: ...
    def load_cert_chain(self, certfile: str | bytes, keyfile: str | bytes) -> None:
        """Sets the certificate with which the board shows who it is, and its private key. A server needs both.

        Args:
            certfile: text: the path of a file; bytes: the certificate itself. PEM or DER.
            keyfile: text: the path of a file; bytes: the key itself. PEM or DER.

        Raises:
            ENOENT (2): there is no file of that name
            ValueError: `invalid cert` or `invalid key`: it cannot be read

        CPython:
            There bytes are paths as well, and DER is not understood.

        Example:
            context.load_cert_chain("cert.der", "key.der")

        See: library/ssl.html#ssl.SSLContext.load_cert_chain
        """
    def load_verify_locations(self, cafile: str | None = None, cadata: str | bytes | None = None) -> None:
        """Adds an authority (CA) whose signature on the other side's certificate is trusted.

        Args:
            cafile: the path of a file with the CA's certificate
            cadata: or the certificate itself. PEM or DER.

        Raises:
            ENOENT (2): there is no file of that name
            ValueError: `invalid cert`: it cannot be read

        ESP32:
            The board has no list of authorities: CERT_REQUIRED needs this call.

        Example:
            context.load_verify_locations("ca.der")

        See: library/ssl.html#ssl.SSLContext.load_verify_locations
        """
    def wrap_socket(
        self,
        sock: Stream,
        server_side: bool = False,
        do_handshake_on_connect: bool = True,
        server_hostname: str | None = None,
    ) -> SSLSocket:
        """Makes an encrypted connection out of a plain one. Connect (or accept) before, and set the time limit before.

        If it fails, the plain socket stays open: close it.

        Args:
            sock: a connected socket, or another stream
            server_side: True on the side that accepted the connection
            do_handshake_on_connect: False: set up the encryption at the first read or write, for sockets that do not wait
            server_hostname: the name of the server. It tells a computer with many sites which one you mean, and is compared
                with the certificate if that is checked.

        Returns:
            the encrypted socket; use only this one from now on

        Blocks:
            until both sides agree, one to several seconds on a chip; within the time of settimeout() of the plain socket

        Raises:
            ENOTCONN (128): the socket is not connected yet
            ETIMEDOUT (116): encryption could not be set up in time
            ECONNRESET (104): the other side ended the connection abruptly
            ENOMEM (12): not enough memory; about 40 KB are needed
            MBEDTLS_ERR_SSL_INVALID_RECORD (-29184): the port belongs to a server without encryption
            MBEDTLS_ERR_SSL_CONN_EOF (-29312): the other side closed the connection
            MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE (-30592): the other side refused: no server_hostname, no TLS 1.2, or a
                certificate that it does not like
            MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE (-28160): no cipher in common
            MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED (-30336): CERT_REQUIRED, but no authority was loaded
            MBEDTLS_ERR_SSL_PRIVATE_KEY_REQUIRED (-30208): a server without a certificate and key
            ValueError: the certificate was checked and is not good: not signed by the authority, another name, out of date,
                or valid only in the future because the board's clock stands at 2000; or CERT_REQUIRED without server_hostname

        CPython:
            There `sock` must be a socket; on the board any stream can be wrapped.

        ESP32:
            Checking certificates needs the right time: call ntptime.settime() before.

        Example:
            s = context.wrap_socket(s, server_hostname="example.com")

        See: library/ssl.html#ssl.SSLContext.wrap_socket
        """

def wrap_socket(
    sock: Stream,
    server_side: bool = False,
    key: str | bytes | None = None,
    cert: str | bytes | None = None,
    cert_reqs: int = CERT_NONE,
    cadata: str | bytes | None = None,
    server_hostname: str | None = None,
    do_handshake: bool = True,
) -> SSLSocket:
    """Makes an encrypted connection out of a plain one, in one call.

    Connect (or accept) before, and set the time limit before.

    If it fails, the plain socket stays open: close it.

    Args:
        sock: a connected socket, or another stream
        server_side: True on the side that accepted the connection; it needs `key` and `cert`
        key: the private key; bytes: the key itself, text: the path of a file
        cert: the certificate; bytes: the certificate itself, text: the path of a file
        cert_reqs: whether the certificate of the other side is checked
        cadata: the certificate of the authority (CA) that is trusted, itself and not a path
        server_hostname: the name of the server. Many servers refuse a client that does not give it.
        do_handshake: False: set up the encryption at the first read or write

    Constants:
        cert_reqs: CERT_*

    Returns:
        the encrypted socket; use only this one from now on

    Blocks:
        until both sides agree, one to several seconds on a chip; within the time of settimeout() of the plain socket

    Raises:
        ENOTCONN (128): the socket is not connected yet
        ETIMEDOUT (116): encryption could not be set up in time
        ENOMEM (12): not enough memory; about 40 KB are needed
        MBEDTLS_ERR_SSL_INVALID_RECORD (-29184): the port belongs to a server without encryption
        MBEDTLS_ERR_SSL_CONN_EOF (-29312): the other side closed the connection
        MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE (-30592): the other side refused, often because server_hostname is missing
        ValueError: the certificate was checked and is not good, or `key` or `cert` cannot be read
        TypeError: an older name was used: keyfile, certfile, ca_certs and ssl_version are gone

    CPython:
        It is gone there: use SSLContext.wrap_socket().

    Example:
        s = socket.socket()
        s.connect(("example.com", 443))
        s = ssl.wrap_socket(s, server_hostname="example.com")

    See: library/ssl.html#ssl.wrap_socket
    """
