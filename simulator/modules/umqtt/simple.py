# MQTT 3.1.1 client of the firmware, for QoS 0 and 1. It reconnects nothing (umqtt.robust does) and pings only when told.
import socket
import struct

_CONNECT = 0x10
_CONNACK = 0x20
_PUBLISH = 0x30
_PUBACK = 0x40
_SUBSCRIBE = 0x82
_SUBACK = 0x90
_UNSUBSCRIBE = 0xA2
_UNSUBACK = 0xB0
_REFUSED = 0x80


class MQTTException(Exception):
    pass


# The first bytes of a packet: its kind, and the length of the rest in groups of seven bits.
def _start(kind, size):
    packet = bytearray([kind])
    while size > 0x7F:
        packet.append(size & 0x7F | 0x80)
        size >>= 7
    packet.append(size)
    return packet


class MQTTClient:
    def __init__(
        self,
        client_id,
        server,
        port=0,
        user=None,
        password=None,
        keepalive=0,
        ssl=None,
        ssl_params={},
    ):
        self.client_id = client_id
        self.sock = None
        self.server = server
        self.port = port or (8883 if ssl else 1883)
        self.ssl = ssl
        self.ssl_params = ssl_params
        self.pid = 0
        self.cb = None
        self.user = user
        self.pswd = password
        self.keepalive = keepalive
        self.lw_topic = None
        self.lw_msg = None
        self.lw_qos = 0
        self.lw_retain = False

    def _send_str(self, s):
        self.sock.write(struct.pack("!H", len(s)))
        self.sock.write(s)

    def _recv_len(self):
        size = shift = 0
        while True:
            byte = self.sock.read(1)[0]
            size |= (byte & 0x7F) << shift
            if byte < 0x80:
                return size
            shift += 7

    def _recv_number(self):
        return struct.unpack("!H", self.sock.read(2))[0]

    def set_callback(self, f):
        self.cb = f

    def set_last_will(self, topic, msg, retain=False, qos=0):
        assert 0 <= qos <= 2
        assert topic
        self.lw_topic = topic
        self.lw_msg = msg
        self.lw_qos = qos
        self.lw_retain = retain

    # Whether the server remembers the session. A timeout is also one for the first answer, but not for what comes later.
    def connect(self, clean_session=True, timeout=None):
        self.sock = socket.socket()
        self.sock.settimeout(timeout)
        address = socket.getaddrinfo(self.server, self.port)[0][-1]
        self.sock.connect(address)
        if self.ssl is True:
            import ssl

            self.sock = ssl.wrap_socket(self.sock, **self.ssl_params)
        elif self.ssl:
            self.sock = self.ssl.wrap_socket(self.sock, server_hostname=self.server)

        assert self.keepalive < 65536
        strings = [self.client_id]
        flags = clean_session << 1
        if self.lw_topic:
            flags |= 0x04 | self.lw_qos << 3 | self.lw_retain << 5
            strings += (self.lw_topic, self.lw_msg)
        if self.user:
            flags |= 0xC0
            strings += (self.user, self.pswd)
        fixed = struct.pack("!H4sBBH", 4, b"MQTT", 4, flags, self.keepalive)
        packet = _start(_CONNECT, len(fixed) + sum(2 + len(s) for s in strings))
        self.sock.write(packet + fixed)
        for s in strings:
            self._send_str(s)
        answer = self.sock.read(4)
        assert answer[0] == _CONNACK and answer[1] == 2
        if answer[3] != 0:
            raise MQTTException(answer[3])
        return answer[2] & 1

    def disconnect(self):
        self.sock.write(b"\xe0\0")
        self.sock.close()

    def ping(self):
        self.sock.write(b"\xc0\0")

    # With QoS 1 it returns when the server has acknowledged this message; messages that come meanwhile are handed out.
    def publish(self, topic, msg, retain=False, qos=0):
        size = 2 + len(topic) + len(msg) + (2 if qos > 0 else 0)
        assert size < 2097152
        self.sock.write(_start(_PUBLISH | qos << 1 | retain, size))
        self._send_str(topic)
        if qos > 0:
            self.pid += 1
            pid = self.pid
            self.sock.write(struct.pack("!H", pid))
        self.sock.write(msg)
        assert qos != 2
        while qos == 1:
            if self.wait_msg() == _PUBACK:
                assert self.sock.read(1) == b"\x02"
                if self._recv_number() == pid:
                    return

    # The length of these two packets is one byte, however long the topic is.
    def _ask(self, kind, topic, last):
        self.pid += 1
        self.sock.write(struct.pack("!BBH", kind, 2 + 2 + len(topic) + len(last) & 0xFF, self.pid))
        self._send_str(topic)
        if last:
            self.sock.write(last)

    def subscribe(self, topic, qos=0):
        assert self.cb is not None, "Subscribe callback is not set"
        self._ask(_SUBSCRIBE, topic, bytes([qos]))
        pid = self.pid
        while self.wait_msg() != _SUBACK:
            pass
        _, acknowledged, granted = struct.unpack("!BHB", self.sock.read(4))
        assert acknowledged == pid
        if granted == _REFUSED:
            raise MQTTException(granted)

    def unsubscribe(self, topic):
        self._ask(_UNSUBSCRIBE, topic, b"")
        pid = self.pid
        while self.wait_msg() != _UNSUBACK:
            pass
        _, acknowledged = struct.unpack("!BH", self.sock.read(3))
        assert acknowledged == pid

    # Takes one packet and calls the callback if it is a message. Of others, but for the answer to a ping, only the first
    # byte has been read when it is returned; the rest is for the caller to read.
    def wait_msg(self):
        first = self.sock.read(1)
        self.sock.setblocking(True)
        if first is None:
            return None
        if first == b"":
            raise OSError(-1)
        if first == b"\xd0":
            assert self.sock.read(1) == b"\0"
            return None
        kind = first[0]
        if kind & 0xF0 != _PUBLISH:
            return kind
        size = self._recv_len()
        topic = self.sock.read(self._recv_number())
        size -= 2 + len(topic)
        qos = kind >> 1 & 3
        if qos:
            pid = self._recv_number()
            size -= 2
        msg = self.sock.read(size)
        self.cb(topic, msg)
        assert qos != 2
        if qos == 1:
            self.sock.write(struct.pack("!BBH", _PUBACK, 2, pid))
        return kind

    # Like wait_msg, but None at once if nothing has come.
    def check_msg(self):
        self.sock.setblocking(False)
        return self.wait_msg()
