"""The numbers of errors: what `e.errno` of an `OSError` means.

Compare with these names, not with numbers.

CPython:
    Seven names have other numbers than on a PC, such as ETIMEDOUT: 116 here, 110 there. Many names are missing, so that 23,
    28, 39, 122 and 127 are shown as numbers only.

ESP32:
    A refused connection is ECONNRESET (104), and an unanswered one ECONNABORTED (113).

Example:
    import errno
    try:
        data = s.recv(100)
    except OSError as e:
        if e.errno == errno.ETIMEDOUT:
            print("nothing came")

See: library/errno.html
"""

from typing import Final

EPERM: Final = 1
"""Not permitted. Check the mode of the device or file, and the arguments."""
ENOENT: Final = 2
"""There is no file or folder of that name. Check the spelling and the folder with os.listdir()."""
EIO: Final = 5
"""Reading or writing failed. Try again; then close the socket or file and open a new one."""
EBADF: Final = 9
"""The socket or file is closed already. Make a new one; look for a close() that comes too early."""
EAGAIN: Final = 11
"""Nothing can be done without waiting, and the socket is not allowed to wait. Try again later, or wait with select.poll()."""
ENOMEM: Final = 12
"""The network part of the chip has no memory left. Close sockets, and send or read in smaller pieces."""
EACCES: Final = 13
"""Access is denied. Open the file in the right mode."""
EEXIST: Final = 17
"""A file or folder of that name exists already. Use another name, or remove the old one first."""
ENODEV: Final = 19
"""There is no such device or file system; on an I2C bus: the device does not answer. Check the name, number or wiring."""
EISDIR: Final = 21
"""This is a folder, not a file. Add the name of a file, or use os.listdir()."""
EINVAL: Final = 22
"""An argument has a value that the call cannot use. A server calls bind() and listen() before accept()."""
EOPNOTSUPP: Final = 95
"""This kind of socket cannot do that. UDP sockets have neither listen() nor accept()."""
ECONNRESET: Final = 104
"""The other side ended the connection abruptly. At connect(): no program listens on that port. Check port and server."""
ENOBUFS: Final = 105
"""There is no buffer free for the data. Close sockets, and send in smaller pieces."""
ECONNREFUSED: Final = 111
"""The connection was refused. An ESP32 says ECONNRESET (104) in this case."""
EADDRINUSE: Final = 112
"""The port is in use, or was until two minutes ago. Set SO_REUSEADDR before bind(), and close the old socket."""
ECONNABORTED: Final = 113
"""The other side does not answer (for about 18 s at connect()). Check address, network and the computer's firewall."""
ETIMEDOUT: Final = 116
"""The time set with settimeout() ran out. Allow more time, or check that the other side sends what you wait for."""
EHOSTUNREACH: Final = 118
"""There is no way to that address. Wait until wlan.isconnected() is True; with fixed addresses check the gateway."""
EINPROGRESS: Final = 119
"""The connection is being made in the background. No failure: wait with select.poll() until the socket can be written."""
EALREADY: Final = 120
"""The connection is still being made. Call connect() once, then wait with select.poll()."""
ENOTCONN: Final = 128
"""The socket is not connected. Make a new one for every attempt; a server uses the socket that accept() gave."""
errorcode: Final[dict[int, str]]
"""The names by number, as in `errno.errorcode[116]`, which is `'ETIMEDOUT'`. Only the names of this module."""
