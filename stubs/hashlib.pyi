"""Hashes: a short number of fixed size for any data.

Example:
    import hashlib
    print(hashlib.sha256(b"data").digest().hex())

See: library/hashlib.html
"""

from _types import Buffer

class _Hash:
    def update(self, data: Buffer | str, /) -> None:
        """Adds data.

        Raises:
            ValueError: `hash is final`: `digest` was called already
        """
    def digest(self) -> bytes:
        """The hash as bytes. It can be asked for once.

        Raises:
            ValueError: `hash is final`: it was called already

        CPython:
            It may be called again there. There is no `hexdigest`: `digest().hex()`.
        """

class md5(_Hash):
    """MD5, 16 bytes. Not safe any more; for old protocols.

    Args:
        data: the first data
    """

    def __init__(self, data: Buffer | str = b"", /) -> None: ...

class sha1(_Hash):
    """SHA-1, 20 bytes. Not safe any more; WebSocket needs it.

    Args:
        data: the first data
    """

    def __init__(self, data: Buffer | str = b"", /) -> None: ...

class sha256(_Hash):
    """SHA-256, 32 bytes.

    Args:
        data: the first data
    """

    def __init__(self, data: Buffer | str = b"", /) -> None: ...
