# The time of day from the internet, over SNTP (RFC 4330): one question, one answer, no correction for the way.
import socket
import struct

# Both can be changed by the program.
host = "pool.ntp.org"
timeout = 1

_PORT = 123
_PACKET_BYTES = 48
# Leap indicator 0, version 4, mode 3 (client).
_CLIENT_REQUEST = 0x23
# Where a packet has the whole seconds of the server's transmit timestamp.
_TRANSMIT_SECONDS = 40
# Seconds from 1900, where NTP counts from, to 2000, where the board counts from.
_FROM_1900_TO_2000 = 3155673600
# The seconds wrap in February 2036. A count from before 2024 is one that has wrapped.
_SECONDS_AT_2024 = 3913056000
_ERA = 1 << 32


def time():
    packet = bytearray(_PACKET_BYTES)
    packet[0] = _CLIENT_REQUEST
    address = socket.getaddrinfo(host, _PORT)[0][-1]
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        server.settimeout(timeout)
        server.sendto(packet, address)
        answer = server.recv(_PACKET_BYTES)
    finally:
        server.close()
    (seconds,) = struct.unpack("!I", answer[_TRANSMIT_SECONDS : _TRANSMIT_SECONDS + 4])
    if seconds < _SECONDS_AT_2024:
        seconds += _ERA
    return seconds - _FROM_1900_TO_2000


# Sets the board's clock, which runs in UTC.
def settime():
    now = time()
    import machine
    from time import gmtime

    year, month, day, hour, minute, second, weekday, _ = gmtime(now)
    machine.RTC().datetime((year, month, day, weekday, hour, minute, second, 0))
