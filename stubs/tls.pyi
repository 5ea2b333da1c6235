"""Encrypted connections, the part that is close to the library (Mbed TLS). `ssl` is the more usual module on top of it.

It has what `ssl` does not: the choice of ciphers, a callback for certificates, DTLS servers. Certificates and keys are given
as data here, not as names of files.

CPython:
    There is no such module there.

ESP32:
    TLS 1.2 and DTLS 1.2. The board knows no authority (CA) of its own.

Example:
    import socket, tls
    s = socket.socket()
    s.connect(("example.com", 443))
    context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
    context.verify_mode = tls.CERT_NONE
    s = context.wrap_socket(s, server_hostname="example.com")

See: library/ssl.html
"""

from typing import Callable, Final

from _types import Buffer, SSLSocket, Stream

PROTOCOL_TLS_CLIENT: Final = 0
"""For SSLContext(): the board connects to a server, over TCP."""
PROTOCOL_TLS_SERVER: Final = 1
"""For SSLContext(): the board is the server, over TCP. It needs a certificate and its key."""
PROTOCOL_DTLS_CLIENT: Final = 2
"""For SSLContext(): the board is the client, over UDP."""
PROTOCOL_DTLS_SERVER: Final = 3
"""For SSLContext(): the board is the server, over UDP."""
CERT_NONE: Final = 0
"""For verify_mode: the certificate is not checked. The connection is encrypted, but it is not sure with whom."""
CERT_OPTIONAL: Final = 1
"""For verify_mode: the certificate is checked, but a failure ends nothing."""
CERT_REQUIRED: Final = 2
"""For verify_mode: the certificate is checked, and a failure ends the connection."""
MBEDTLS_VERSION: Final[str]
"""The version of the library, such as `'Mbed TLS 3.6.4'`."""

class SSLContext:
    """Settings for encrypted connections: client or server, certificates, ciphers. One context serves many connections.

    Args:
        protocol: client or server, TLS or DTLS

    Constants:
        protocol: PROTOCOL_*

    Raises:
        TypeError: it was given by name; it has no keywords

    CPython:
        No create_default_context, check_hostname or options, and no SSLError: errors are OSError or ValueError.

    Example:
        context = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
        context.verify_mode = tls.CERT_NONE

    See: library/ssl.html#ssl.SSLContext
    """

    verify_mode: int
    """Whether the certificate of the other side is checked: a number of CERT_*.

    At first CERT_REQUIRED for a client and CERT_NONE for a server.

    Constants:
        verify_mode: CERT_*
    """
    verify_callback: Callable[[memoryview, int], int] | None
    """A function that is called with each certificate of the other side, or None.

    Its arguments are the certificate (DER) and its depth, where 0 is the other side's own. It returns 0 to accept it.
    """
    psk_identity: Buffer | str | None
    """The name that goes with `psk_key`. Not on the simulated board."""
    psk_key: Buffer | str | None
    """A key that both sides know, in place of certificates. Not on the simulated board."""
    server_psk_keys: dict[bytes, Buffer] | None
    """The keys that a server knows, by the names of its clients. Not on the simulated board."""

    def __init__(self, protocol: int, /) -> None: ...
    def load_cert_chain(self, cert: str | bytes, key: str | bytes, /) -> None:
        """Sets the certificate with which the board shows who it is, and its private key.

        Args:
            cert: the certificate itself, PEM or DER
            key: the key itself, PEM or DER

        Raises:
            ValueError: `invalid cert` or `invalid key`: it cannot be read
            TypeError: it is neither text nor bytes

        Example:
            with open("cert.der", "rb") as cert, open("key.der", "rb") as key:
                context.load_cert_chain(cert.read(), key.read())

        See: library/ssl.html#ssl.SSLContext.load_cert_chain
        """
    def load_verify_locations(self, cadata: str | bytes, /) -> None:
        """Adds an authority (CA) whose signature on the other side's certificate is trusted.

        Args:
            cadata: the CA's certificate itself, PEM or DER

        Raises:
            ValueError: `invalid cert`: it cannot be read
            TypeError: it is neither text nor bytes

        ESP32:
            The board has no list of authorities: CERT_REQUIRED needs this call.

        Example:
            with open("ca.der", "rb") as f:
                context.load_verify_locations(f.read())

        See: library/ssl.html#ssl.SSLContext.load_verify_locations
        """
    def get_ciphers(self) -> list[str]:
        """The ciphers that the board can use.

        Returns:
            a list of names, such as `'TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384'`

        Example:
            print(context.get_ciphers())

        See: library/ssl.html#ssl.SSLContext.get_ciphers
        """
    def set_ciphers(self, ciphers: list[str] | tuple[str, ...], /) -> None:
        """Allows only some ciphers.

        Args:
            ciphers: names as get_ciphers() gives them, as a list or tuple

        Raises:
            MBEDTLS_ERR_SSL_BAD_CONFIG (-24192): a name is not known, or there is none
            TypeError: a text was given in place of a list

        CPython:
            There it takes one text in the words of OpenSSL.

        Example:
            context.set_ciphers(["TLS-ECDHE-RSA-WITH-AES-128-GCM-SHA256"])

        See: library/ssl.html#ssl.SSLContext.set_ciphers
        """
    def wrap_socket(
        self,
        sock: Stream,
        /,
        *,
        server_side: bool = False,
        do_handshake_on_connect: bool = True,
        server_hostname: str | None = None,
        client_id: Buffer | None = None,
    ) -> SSLSocket:
        """Makes an encrypted connection out of a plain one. Connect (or accept) before, and set the time limit before.

        If it fails, the plain socket stays open: close it.

        Args:
            sock: a connected socket, or another stream
            server_side: True on the side that accepted the connection
            do_handshake_on_connect: False: set up the encryption at the first read or write, for sockets that do not wait
            server_hostname: the name of the server. It tells a computer with many sites which one you mean, and is compared
                with the certificate if that is checked.
            client_id: DTLS servers only: bytes that tell the client from others, such as its address

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
            MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED (-27264): DTLS servers: no failure, call it again
            ValueError: the certificate was checked and is not good: not signed by the authority, another name, out of date,
                or valid only in the future because the board's clock stands at 2000; or CERT_REQUIRED without server_hostname

        CPython:
            There `sock` must be a socket; on the board any stream can be wrapped.

        ESP32:
            Checking certificates needs the right time: call ntptime.settime() before.

        Example:
            s = context.wrap_socket(s, server_hostname="example.com")
            s.write(b"GET / HTTP/1.0\\r\\nHost: example.com\\r\\n\\r\\n")

        See: library/ssl.html#ssl.SSLContext.wrap_socket
        """
