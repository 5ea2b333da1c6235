# Installs packages from the package index, from GitHub, GitLab or any web server, into the board's file system.
import sys

import requests

_INDEX = "https://micropython.org/pi/v2"
_PIECE_BYTES = 128
_URL_STARTS = ("http://", "https://", "github:", "gitlab:")
# Where a repository's host has a file, given the owner, the repository, the branch or tag, and the path.
_HOSTS = {
    "github:": "https://raw.githubusercontent.com/{}/{}/{}/{}",
    "gitlab:": "https://gitlab.com/{}/{}/-/raw/{}/{}",
}


def _is_url(text):
    for start in _URL_STARTS:
        if text.startswith(start):
            return True
    return False


def _real_url(url, branch):
    for start, form in _HOSTS.items():
        if url.startswith(start):
            # A name without a path is passed on as it is: the host has nothing there.
            owner, repository, *path = url[len(start) :].split("/")
            return form.format(owner, repository, branch or "HEAD", "/".join(path))
    return url


def _make_folders(path):
    import os

    end = path.find("/", 1)
    while end > 0:
        try:
            os.stat(path[:end])
        except OSError:
            os.mkdir(path[:end])
        end = path.find("/", end + 1)


def _pour(source, sink):
    piece = memoryview(bytearray(_PIECE_BYTES))
    while True:
        count = source.readinto(piece)
        if count == 0:
            return
        sink(piece[:count])


# Whether a file is there already; the hash may be the beginning of one.
def _has(path, hash):
    try:
        import binascii
        import hashlib

        digest = hashlib.sha256()
        with open(path, "rb") as f:
            _pour(f, digest.update)
        return binascii.hexlify(digest.digest()).decode().startswith(hash)
    except Exception:
        # No such file, or a firmware without hashes: it is loaded anew.
        return False


def _copy(url, path):
    response = requests.get(url)
    try:
        if response.status_code != 200:
            print("Error", response.status_code, "requesting", url)
            return False
        print("Copying:", path)
        _make_folders(path)
        with open(path, "wb") as f:
            _pour(response.raw, f.write)
        return True
    finally:
        response.close()


# A description has "hashes" (files of the index), "urls" (files of anywhere, also relative) and "deps" (further packages).
def _install_described(url, index, target, version, mpy):
    response = requests.get(_real_url(url, version))
    try:
        if response.status_code != 200:
            print("Package not found:", url)
            return False
        description = response.json()
    finally:
        response.close()

    for name, hash in description.get("hashes", ()):
        path = target + "/" + name
        if _has(path, hash):
            print("Exists:", path)
        elif not _copy("{}/file/{}/{}".format(index, hash[:2], hash), path):
            print("File not found: {} {}".format(name, hash))
            return False
    folder = url.rpartition("/")[0]
    for name, place in description.get("urls", ()):
        if folder and not _is_url(place):
            place = folder + "/" + place
        if not _copy(_real_url(place, version), target + "/" + name):
            print("File not found: {} {}".format(name, place))
            return False
    for name, wanted in description.get("deps", ()):
        if not _install(name, index, target, wanted, mpy):
            return False
    return True


def _install(package, index, target, version, mpy):
    if not _is_url(package):
        version = version or "latest"
        print("Installing {} ({}) from {} to {}".format(package, version, index, target))
        # Compiled files are made for each version of their format.
        compiled = sys.implementation._mpy & 0xFF if mpy else "py"
        url = "{}/package/{}/{}/{}.json".format(index, compiled, package, version)
        return _install_described(url, index, target, version, mpy)
    if package.endswith((".py", ".mpy")):
        print("Downloading {} to {}".format(package, target))
        return _copy(_real_url(package, version), target + "/" + package.rsplit("/")[-1])
    if not package.endswith(".json"):
        package = package.rstrip("/") + "/package.json"
    print("Installing {} to {}".format(package, target))
    return _install_described(package, index, target, version, mpy)


def install(package, index=None, target=None, version=None, mpy=True):
    if not target:
        for path in sys.path:
            if path.endswith("/lib") and not path.startswith("/rom"):
                target = path
                break
        else:
            print("Unable to find lib dir in sys.path")
            return
    if _install(package, (index or _INDEX).rstrip("/"), target, version, mpy):
        print("Done")
    else:
        print("Package may be partially installed")
