# peer micropython.org = files {"/pi/v2/package/py/hello/latest.json": "{\"urls\": [[\"hello.py\", \"github:owner/hello/hello.py\"]]}"} over tls
# peer raw.githubusercontent.com = files {"/owner/hello/HEAD/hello.py": "", "/owner/hello/latest/hello.py": "print('hello')", "/owner/kit/v1.2/package.json": "{\"urls\": [[\"kit/__init__.py\", \"github:owner/kit/kit/__init__.py\"], [\"kit/part.py\", \"kit/part.py\"]], \"deps\": [[\"gitlab:owner/dep\", \"main\"]]}", "/owner/kit/v1.2/kit/__init__.py": "version = 1", "/owner/kit/v1.2/kit/part.py": ""} over tls
# peer gitlab.com = files {"/owner/dep/-/raw/main/package.json": "{\"urls\": [[\"dep.py\", \"dep.py\"]]}", "/owner/dep/-/raw/main/dep.py": ""} over tls
# Packages from where they usually come, over https: the index, GitHub and GitLab, here servers on the computer.
import online
import mip
import os

print("-- the index; without a version its name for the newest is also what the repositories are asked for")
mip.install("hello", mpy=False)
import hello

mip.install("nothing", mpy=False)
print("-- a file of a repository")
mip.install("github:owner/hello/hello.py", target="/here")
mip.install("github:owner/hello/lost.py")
print("-- a repository with a description, at a tag, with what it depends on")
mip.install("github:owner/kit", version="v1.2")
mip.install("github:owner/kit")
print(sorted(os.listdir("/lib")), os.listdir("/lib/kit"), os.listdir("/here"))
print("-- what is no package, and that a branch is not a part of the name")
mip.install("github:owner")
mip.install("github:owner/kit@v1.2")
