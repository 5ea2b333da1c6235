# File systems on block devices of the script's own: the RAM disks of MicroPython's documentation and a card with 512 bytes a block.
# also attempts.py
import gc
import os
import vfs
from attempts import attempt


class RAMBlockDev:
    def __init__(self, block_size, num_blocks):
        self.block_size = block_size
        self.data = bytearray(block_size * num_blocks)

    def readblocks(self, block_num, buf):
        start = block_num * self.block_size
        buf[:] = self.data[start : start + len(buf)]

    def writeblocks(self, block_num, buf):
        start = block_num * self.block_size
        self.data[start : start + len(buf)] = buf

    def ioctl(self, op, arg):
        if op == 4:
            return len(self.data) // self.block_size
        if op == 5:
            return self.block_size


class ExtendedBlockDev(RAMBlockDev):
    def readblocks(self, block_num, buf, offset=0):
        start = block_num * self.block_size + offset
        buf[:] = self.data[start : start + len(buf)]

    def writeblocks(self, block_num, buf, offset=None):
        if offset is None:
            self.ioctl(6, block_num)
            offset = 0
        start = block_num * self.block_size + offset
        self.data[start : start + len(buf)] = buf

    def ioctl(self, op, arg):
        if op == 6:
            start = arg * self.block_size
            self.data[start : start + self.block_size] = b"\xff" * self.block_size
            return 0
        return super().ioctl(op, arg)


class Card:
    """A card as its drivers are written in Python: the old protocol has `count` in place of `ioctl`."""

    def __init__(self, sectors):
        self.sectors = {}
        self.total = sectors
        self.log = []

    def readblocks(self, number, buf):
        self.log.append(("r", number, len(buf)))
        for i in range(len(buf) // 512):
            buf[i * 512 : i * 512 + 512] = self.sectors.get(number + i) or bytes(512)

    def writeblocks(self, number, buf):
        self.log.append(("w", number, len(buf)))
        for i in range(len(buf) // 512):
            self.sectors[number + i] = bytes(buf[i * 512 : i * 512 + 512])

    def count(self):
        return self.total


def use(point):
    with open(point + "/hello.txt", "w") as f:
        print(f.write("Hello world\n"), f.tell(), f.seek(6), str(f).split(" ")[0])
    with open(point + "/hello.txt", "ab") as f:
        print(f.write(b"more"), f.flush())
    print(open(point + "/hello.txt").read(), list(open(point + "/hello.txt")))
    os.mkdir(point + "/folder")
    with open(point + "/folder/large.bin", "wb") as f:
        for i in range(20):
            f.write(bytes([i]) * 100)
    with open(point + "/folder/large.bin", "r+b") as f:
        f.seek(150)
        f.write(b"in the middle")
        f.seek(148)
        print(f.read(17), f.seek(0, 2), f.read())
    print(os.listdir(point), list(os.ilistdir(point + "/folder")), os.stat(point + "/folder/large.bin")[:7])
    os.rename(point + "/folder/large.bin", point + "/moved.bin")
    os.chdir(point + "/folder")
    print(os.getcwd(), os.listdir(), os.listdir(".."))
    os.chdir("/")
    attempt(os.rmdir, point + "/folder") if "fat" in point else None
    os.chdir(point)
    os.chdir("/")
    with open(point + "/module_there.py", "w") as f:
        f.write("print('imported', __name__)")
    attempt(os.remove, point + "/absent")
    attempt(os.rmdir, point + "/hello.txt") if "fat" in point else None
    attempt(os.remove, point + "/folder") if "fat" in point else None
    attempt(os.mkdir, point + "/folder")
    attempt(open, point + "/folder")
    attempt(open, point + "/hello.txt", "x")
    print(os.rmdir(point + "/folder"), os.listdir(point))


print("-- FAT")
device = RAMBlockDev(512, 50)
attempt(vfs.mount, device, "/fat")
vfs.VfsFat.mkfs(device)
vfs.mount(device, "/fat")
print(vfs.mount()[0], os.statvfs("/fat"))
use("/fat")
print(os.statvfs("/fat"))
with open("/fat/full", "wb") as f:
    attempt(f.write, bytes(20000))
closed = open("/fat/hello.txt")
closed.close()
attempt(closed.read)
import sys

sys.path.append("/fat")
import module_there

vfs.umount("/fat")
vfs.mount(device, "/fat", readonly=True)
attempt(open, "/fat/new", "w")
attempt(os.remove, "/fat/hello.txt")
print(open("/fat/hello.txt").readline(), vfs.umount("/fat"))

print("-- littlefs")
device = ExtendedBlockDev(512, 50)
vfs.VfsLfs2.mkfs(device)
vfs.mount(device, "/lfs")
print(vfs.mount()[0], os.statvfs("/lfs"))
use("/lfs")
print(os.statvfs("/lfs"))
fs = vfs.VfsLfs2(device, readsize=16, progsize=16, lookahead=8, mtime=False)
print(list(fs.ilistdir()), fs.stat("hello.txt")[6], fs.open("hello.txt", "").read(5), fs)
vfs.umount("/lfs")
vfs.mount(device, "/lfs", readonly=True)
attempt(open, "/lfs/new", "w")
vfs.umount("/lfs")

print("-- a card")
card = Card(8000)
vfs.VfsFat.mkfs(card)
os.mount(vfs.VfsFat(card), "/fat_card")
print(os.statvfs("/fat_card"))
use("/fat_card")
card.log.clear()
print(open("/fat_card/hello.txt").read(3), card.log)
vfs.umount("/fat_card")

print("-- devices that fail")
del card, fs, closed, device
gc.collect()
attempt(vfs.VfsFat, object())
attempt(vfs.VfsFat, 1, 2)
attempt(vfs.mount, object(), "/x")


class Failing(ExtendedBlockDev):
    answer = 0

    def readblocks(self, *args):
        super().readblocks(*args)
        return self.answer


device = Failing(512, 30)
vfs.VfsLfs2.mkfs(device)
for answer in (-5, 7, "text"):
    device.answer = answer
    attempt(vfs.VfsLfs2, device)
    attempt(vfs.VfsFat, device)
device.answer = 0
device.ioctl = lambda op, arg: 1
attempt(vfs.VfsFat, device)
