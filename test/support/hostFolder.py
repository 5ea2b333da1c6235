# The board's half of a folder that a host lends to it over the serial line: a request is byte 0x18 and a command, the answer
# begins with 0x18. Ctrl-C is data meanwhile. Numbers have four bytes, the lowest first, and a text its length before it.
import io
import micropython
import os
import select
import struct
import sys
import vfs

PLACE = "/remote"


class Line:
    def __init__(self):
        self.i = sys.stdin.buffer
        self.o = sys.stdout.buffer
        self.p = select.poll()
        self.p.register(self.i, select.POLLIN)

    def begin(self, command, *arguments):
        micropython.kbd_intr(-1)
        self.o.write(bytes((0x18, command)))
        for argument in arguments:
            if isinstance(argument, int):
                self.put(argument)
            else:
                self.put(len(argument))
                self.o.write(argument)
        if not self.p.poll(5000) or self.i.read(1) != b"\x18":
            raise OSError(5)

    def ask(self, command, *arguments):
        self.begin(command, *arguments)
        number = self.number()
        self.end()
        if number < 0:
            raise OSError(-number)
        return number

    def bytes(self, command, *arguments):
        self.begin(command, *arguments)
        data = self.i.read(self.number())
        self.end()
        return data

    def end(self):
        micropython.kbd_intr(3)

    def number(self):
        return struct.unpack("<i", self.i.read(4))[0]

    def put(self, number):
        self.o.write(struct.pack("<i", number))


line = Line()


class File(io.IOBase):
    def __init__(self, fd, mode):
        self.fd = fd
        self.binary = "b" in mode

    def shown(self, data):
        return data if self.binary else str(data, "utf8")

    def readinto(self, target):
        data = line.bytes(6, self.fd, len(target))
        target[: len(data)] = data
        return len(data)

    def read(self, n=-1):
        parts = b""
        while n:
            data = line.bytes(6, self.fd, n if 0 < n < 100 else 100)
            if not data:
                break
            parts += data
            n -= len(data) if n > 0 else 0
        return self.shown(parts)

    def readline(self):
        return self.shown(line.bytes(7, self.fd))

    def write(self, data):
        return line.ask(8, self.fd, data)

    def seek(self, n, whence=0):
        return line.ask(9, self.fd, n, whence)

    def ioctl(self, request, argument):
        if request == 4:
            line.ask(5, self.fd)
        return 0

    def close(self):
        self.ioctl(4, 0)

    def __enter__(self):
        return self

    def __exit__(self, a, b, c):
        self.close()


class Folder:
    def mount(self, readonly, mkfs):
        self.path = "/"

    def umount(self):
        pass

    def full(self, path):
        return path if path.startswith("/") else self.path + path

    def chdir(self, path):
        path = self.full(path)
        self.path = path if path.endswith("/") else path + "/"

    def getcwd(self):
        return self.path

    def stat(self, path):
        line.begin(1, self.full(path))
        mode, size = line.number(), line.number()
        line.end()
        if mode < 0:
            raise OSError(-mode)
        return (mode, 0, 0, 0, 0, 0, size, 0, 0, 0)

    def ilistdir(self, path):
        line.ask(2, self.full(path))
        while True:
            line.begin(3)
            name = line.i.read(line.number())
            mode = line.number() if name else 0
            line.end()
            if not name:
                return
            yield (str(name, "utf8"), mode, 0)

    def open(self, path, mode):
        return File(line.ask(4, self.full(path), mode), mode)

    def remove(self, path):
        line.ask(10, self.full(path))

    def rename(self, old, new):
        line.ask(11, self.full(old), self.full(new))

    def mkdir(self, path):
        line.ask(12, self.full(path))

    def rmdir(self, path):
        line.ask(13, self.full(path))


vfs.mount(Folder(), PLACE)
os.chdir(PLACE)
