# The three hashes of a board: what they give, in which pieces they can be fed, and that a digest ends them.
import gc
import hashlib
import uhashlib
from attempts import attempt
from binascii import hexlify

print(uhashlib.sha1 is hashlib.sha1, sorted(name for name in dir(hashlib) if not name.startswith("__")))

for name in ("md5", "sha1", "sha256"):
    make = getattr(hashlib, name)
    print(name, make)
    print(hexlify(make().digest()))
    print(hexlify(make(b"abc").digest()))
    # str, bytearray, memoryview and array hold bytes as well.
    pieces = make("a")
    print(pieces.update(bytearray(b"b")), pieces.update(memoryview(b"xcx")[1:2]), pieces.update(b""))
    print(hexlify(pieces.digest()))
    attempt(pieces.digest)
    attempt(pieces.update, b"more")
    attempt(pieces.update, 1)
    print(hexlify(make(b"x" * 1000).digest()))

    # Hashes that are fed in turns do not disturb each other, nor does the collector.
    first, second = make(), make(b"1")
    for i in range(100):
        first.update(b"ab")
        make(b"thrown away")
        second.update(b"2")
    gc.collect()
    print(first.digest() == make(b"ab" * 100).digest(), second.digest() == make(b"1" + b"2" * 100).digest())

attempt(hashlib.sha1, 1)
attempt(hashlib.sha1, None)
attempt(hashlib.sha1, b"a", b"b")
attempt(lambda: hashlib.md5(data=b"a"))
attempt(hashlib.md5().update)
attempt(lambda: hashlib.md5().hexdigest())
attempt(lambda: hashlib.sha512())
attempt(lambda: hashlib.new("md5"))
print(str(hashlib.sha1()))
