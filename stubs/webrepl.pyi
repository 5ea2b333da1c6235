"""The prompt of the board in a browser, over Wi-Fi. `import webrepl_setup` sets the password once.

ESP32:
    It uses port 8266 and two of the ten sockets. The connection is not encrypted.

Example:
    import webrepl
    webrepl.start()

See: reference/repl.html
"""

from typing import Callable

from socket import socket

listen_s: socket | None
"""The socket on which browsers are waited for, None before start()."""
client_s: socket | None
"""The connection to the browser, None if there was none."""
DEBUG: int
"""1 prints what the browser sends."""
static_host: str
"""From where the browser gets the page."""

def server_handshake(cl: socket) -> bool:
    """Reads the browser's request, and agrees to a WebSocket.

    Args:
        cl: the connection

    Returns:
        False if it was not a request for a WebSocket
    """

def send_html(cl: socket) -> None:
    """Sends the page of WebREPL, and closes the connection.

    Args:
        cl: the connection
    """

def setup_conn(port: int, accept_handler: Callable[[socket], object] | None) -> socket:
    """Makes the server, and prints its address.

    Args:
        port: on which it is reached
        accept_handler: called with the server's socket when a browser connects

    Returns:
        the server's socket

    Raises:
        EADDRINUSE (112): another socket listens on this port
    """

def accept_conn(listen_sock: socket) -> bool:
    """Takes a browser's connection, and gives it the REPL.

    Args:
        listen_sock: the server's socket

    Returns:
        False if it only got the page, or if another browser has the REPL
    """

def stop() -> None:
    """Ends WebREPL, and closes its sockets."""

def start(
    port: int = 8266, password: str | None = None, accept_handler: Callable[[socket], object] | None = accept_conn
) -> None:
    """Starts WebREPL in the background. The program goes on.

    Args:
        port: on which it is reached
        password: 4 to 9 characters; if left out the one that webrepl_setup has set
        accept_handler: called with the server's socket when a browser connects

    Raises:
        EADDRINUSE (112): another socket listens on this port
        ValueError: the password is longer than 9 characters

    Example:
        webrepl.start(password="secret")
    """

def start_foreground(port: int = 8266, password: str | None = None) -> None:
    """Starts WebREPL and waits until a browser has connected.

    Args:
        port: on which it is reached
        password: 4 to 9 characters; if left out the one that webrepl_setup has set

    Blocks:
        until a browser has connected
    """
