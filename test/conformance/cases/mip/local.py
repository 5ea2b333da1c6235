# peer index.test = files {"/pi/file/58/5891b5b5": "hello\n", "/pi/package/py/dep/2.0.json": "{\"urls\": []}", "/pi/package/py/tiny/latest.json": "{\"hashes\": [[\"tiny/__init__.py\", \"5891b5b5\"], [\"lost.py\", \"0123abcd\"]]}", "/a/package.json": "{\"urls\": [[\"mod.py\", \"src/mod.py\"], [\"deep/er/x.py\", \"http://index.test/a/x.py\"]], \"deps\": [[\"dep\", \"2.0\"]]}", "/a/src/mod.py": "value = 42", "/a/x.py": "", "/b/lost.json": "{\"urls\": [[\"y.py\", \"y.py\"]]}"}
# Packages from an index and from URLs. `/pi` is laid out as the public index is; 5891b5b5 begins the SHA-256 of "hello\n".
import online
import mip
import os

INDEX = "http://index.test/pi/"

print("-- from the index")
mip.install("absent", index=INDEX)
mip.install("absent", index=INDEX, version="1.2", mpy=False, target="/else")
mip.install("tiny", index=INDEX, mpy=False)
print(os.listdir("/lib"), open("/lib/tiny/__init__.py").read())
mip.install("tiny", index=INDEX, mpy=False)
print("-- from a URL")
mip.install("http://index.test/a", index=INDEX, mpy=False)
mip.install("http://index.test/a/", index=INDEX, mpy=False, target="/own")
mip.install("http://index.test/a/src/mod.py", target="/one")
mip.install("http://index.test/b/lost.json")
mip.install("http://index.test/c.py")
import mod

print(mod.value, mod.__file__, sorted(os.listdir("/own")), os.listdir("/own/deep/er"), os.listdir("/one"))
print("-- nowhere")
import sys

sys.path.remove("/lib")
mip.install("tiny", index=INDEX)
