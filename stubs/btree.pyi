"""A database in a file: bytes by key, in the order of keys.

Example:
    import btree
    with open("data.db", "w+b") as f:
        db = btree.open(f)
        db[b"name"] = b"board"
        db.flush()
        db.close()

See: library/btree.html
"""

from typing import Any, Final, Iterator

from _types import Buffer

INCL: Final = 1
"""Flag of `keys`, `values`, `items`: the last key is included."""

DESC: Final = 2
"""Flag of `keys`, `values`, `items`: from the last key to the first."""

class _BTree:
    """An open database. `db[key]`, `db[key] = value`, `del db[key]` and `key in db` work as with a dict of bytes."""

    def close(self) -> None:
        """Writes out what is in memory. The file stays open."""
    def flush(self) -> None:
        """Writes out what is in memory."""
    def get(self, key: Buffer | str, default: Any = None, /) -> Any:
        """The value of a key, or `default`."""
    def put(self, key: Buffer | str, value: Buffer | str, flags: int = ..., /) -> None:
        """Sets the value of a key."""
    def seq(self, flags: int, key: Buffer | str = ..., /) -> Any:
        """Goes to an entry; for tests of the database itself."""
    def keys(self, start_key: Buffer | str | None = None, end_key: Buffer | str | None = None, flags: int = 0, /) -> Iterator[bytes]:
        """The keys in order.

        Args:
            start_key: the first key; None for all
            end_key: the key before which it ends; None for all
            flags: INCL, DESC, or both as a sum
        """
    def values(self, start_key: Buffer | str | None = None, end_key: Buffer | str | None = None, flags: int = 0, /) -> Iterator[bytes]:
        """The values in the order of keys; arguments as with `keys`."""
    def items(
        self, start_key: Buffer | str | None = None, end_key: Buffer | str | None = None, flags: int = 0, /
    ) -> Iterator[tuple[bytes, bytes]]:
        """Pairs of key and value in the order of keys; arguments as with `keys`."""
    def __contains__(self, key: Buffer | str, /) -> bool: ...
    def __getitem__(self, key: Buffer | str, /) -> bytes: ...
    def __setitem__(self, key: Buffer | str, value: Buffer | str, /) -> None: ...
    def __delitem__(self, key: Buffer | str, /) -> None: ...
    def __iter__(self) -> Iterator[bytes]: ...

def open(stream: Any, /, *, flags: int = 0, cachesize: int = 0, pagesize: int = 0, minkeypage: int = 0) -> _BTree:
    """Opens a database in a file, or begins one in an empty file.

    Args:
        stream: a file that can be read, written and moved in (`"r+b"`, `"w+b"`)
        flags: 0
        cachesize: bytes of memory for pages
        pagesize: bytes of a page, 512 to 65536; decided when the database is new
        minkeypage: least count of keys in a page

    ESP32:
        The simulated board has no `btree`: the import raises ImportError there.
    """
