import errno
import gc
import os
import platform
import sys
from attempts import attempt

print(sys.platform, sys.version, sys.byteorder, sys.maxsize)
print(sys.implementation[:3], sys.implementation._build, hasattr(sys.implementation, "_thread"), type(sys.implementation._mpy))
print(sys.version_info, sys.path, sys.argv)
print(os.uname())
print(platform.platform().split("-")[:3], os.uname().machine, os.uname()[2])
print(__name__, __file__)
print("-- numbers")
print(1 / 4, 10 ** 12, 2 ** 70, 1e3, 7 // 2, -7 % 3)
print(gc.mem_free() > 100000, gc.threshold())
release = ".".join(str(n) for n in sys.implementation.version[:3])
print(sys.version.endswith(os.uname().version), os.uname().release == release, platform.platform().startswith("MicroPython-" + release))
print("-- errors")
for name in sorted(dir(errno)):
    if name[0] == "E":
        number = getattr(errno, name)
        print(name, number, errno.errorcode[number] == name, OSError(number))
for number in (23, 28, 39, 98, 103, 107, 110, 114, 115, 122, 127, -202):
    print(OSError(number), end="; ")
print()
print(OSError(5, "text"), OSError("text"), OSError(), OSError(200, "text"), OSError("text").errno)
print(repr(OSError(104)), OSError(104).errno, OSError(104).args)
print(isinstance(OSError(1), Exception), issubclass(OSError, Exception))
attempt(lambda: ConnectionError)
attempt(lambda: TimeoutError)
sys.exit(errno.ENOTCONN)
