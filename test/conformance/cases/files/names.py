# What `os` and `vfs` have and have not, and what a file system meets on a device that keeps nothing.
# also attempts.py
import io
import os
import sys
import vfs
from attempts import attempt

print([name for name in sorted(dir(os)) if name[0] != "_"])
print([name for name in sorted(dir(vfs)) if name[0] != "_"], os.VfsLfs2 is vfs.VfsLfs2, os.mount is vfs.mount)
absent = "getenv putenv unsetenv system path walk getpid environ errno popen VfsPosix VfsRom rom_ioctl"
print([name for name in absent.split() if hasattr(os, name) or hasattr(vfs, name)])
print(os.sep, os.sync(), len(os.urandom(4)), sys.path, os.getcwd())

# The serial line is the only terminal.
print(os.dupterm(None), os.dupterm(None, 0), os.dupterm_notify(None))
attempt(os.dupterm, None, 1)
attempt(os.dupterm, io.BytesIO())


class Ram:
    def readblocks(self, block, buffer, offset=0):
        pass

    def writeblocks(self, block, buffer, offset=0):
        pass

    def ioctl(self, operation, argument):
        return {4: 50, 5: 512}.get(operation, 0)


attempt(vfs.VfsLfs2, Ram())
attempt(vfs.VfsFat.mkfs, Ram())
