"""Encryption of blocks with AES.

Example:
    from cryptolib import aes
    secret = aes(key, 2, iv).encrypt(message)      # a multiple of 16 bytes

See: library/cryptolib.html
"""

from _types import Buffer, WritableBuffer

class aes:
    """A cipher with one key. An object either encrypts or decrypts, never both.

    Args:
        key: 16 or 32 bytes
        mode: 1 for ECB, 2 for CBC
        IV: 16 bytes to begin with, for CBC: new ones for each message

    Raises:
        ValueError: `key`: its length; `mode`: another mode; `IV`: missing, or not 16 bytes

    CPython:
        Not there. ECB shows where blocks are equal; neither mode notices that data were changed: for a connection use `ssl`.
    """

    def __init__(self, key: Buffer | str, mode: int, IV: Buffer | str | None = None, /) -> None: ...
    def encrypt(self, in_buf: Buffer | str, out_buf: WritableBuffer | None = None, /) -> bytes | WritableBuffer:
        """Encrypts.

        Args:
            in_buf: data, a multiple of 16 bytes
            out_buf: where to put the result; may be `in_buf`

        Returns:
            `out_buf`, or new bytes

        Raises:
            ValueError: `blksize % 16`, `output too small`, `can't encrypt & decrypt`
        """
    def decrypt(self, in_buf: Buffer | str, out_buf: WritableBuffer | None = None, /) -> bytes | WritableBuffer:
        """Decrypts.

        Args:
            in_buf: data, a multiple of 16 bytes
            out_buf: where to put the result; may be `in_buf`

        Returns:
            `out_buf`, or new bytes

        Raises:
            ValueError: `blksize % 16`, `output too small`, `can't encrypt & decrypt`
        """
