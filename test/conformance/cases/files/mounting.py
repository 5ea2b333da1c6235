# File systems that a script writes itself, beside the board's own: what a tool does that lends the board a folder.
# also attempts.py
import io
import os
import sys
import vfs
from attempts import attempt

FILES = {"/module.py": "print('from', __file__)\nvalue = 7\n", "/data.txt": "data", "/package/__init__.py": "", "/package/inner.py": "x = 1\n"}


class Borrowed:
    def __init__(self):
        self.folder = "/"

    def path(self, name):
        return name if name.startswith("/") else self.folder + name

    def mount(self, readonly, mkfs):
        print("mount", readonly, mkfs)

    def umount(self):
        print("umount")

    def chdir(self, path):
        self.folder = path

    def getcwd(self):
        return self.folder

    def stat(self, path):
        path = self.path(path)
        if path in FILES:
            return (0x8000, 0, 0, 0, 0, 0, len(FILES[path]), 0, 0, 0)
        if any(name.startswith(path + "/") for name in FILES):
            return (0x4000, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        raise OSError(2)

    def ilistdir(self, path):
        for name, text in sorted(FILES.items()):
            yield (name[1:], 0x8000, 0, len(text))

    def open(self, path, mode):
        text = FILES[self.path(path)]
        return io.BytesIO(text.encode()) if "b" in mode else io.StringIO(text)


print(vfs.mount())
fs = Borrowed()
print(os.mount(fs, "/remote"))
print([(point, type(it).__name__) for it, point in vfs.mount()])
print(os.listdir("/"), [entry for entry in os.ilistdir("/") if entry[0] == "remote"], os.listdir("/remote"))
print(os.chdir("/remote"), os.getcwd(), open("data.txt").read(), open("/remote/data.txt").read())
import module
import package.inner

print(module.value, package.inner.x, os.stat("/remote/module.py")[6], os.listdir())
attempt(os.rename, "/remote/data.txt", "/data.txt")
attempt(os.mkdir, "/remote")
attempt(os.mount, fs, "/remote")
attempt(os.umount, "/nowhere")
print(os.umount("/remote"), os.getcwd(), os.listdir())
print(vfs.mount(fs, "/again", readonly=True), vfs.umount(fs))
print(vfs.umount("/"), os.listdir("/"), vfs.mount())
attempt(open, "data.txt")
attempt(os.stat, "/data.txt")
print(os.statvfs("/")[:9])
