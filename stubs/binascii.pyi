"""Bytes as text and back: hexadecimal digits, Base64; and a checksum.

Example:
    import binascii
    print(binascii.hexlify(wlan.config("mac"), ":").decode())

See: library/binascii.html
"""

from _types import Buffer

def a2b_base64(data: Buffer | str, /) -> bytes:
    """The bytes of a Base64 text. Characters that do not belong there are passed over.

    Raises:
        ValueError: `incorrect padding`
    """

def b2a_base64(data: Buffer | str, /, newline: bool = True) -> bytes:
    r"""Bytes as Base64 text, for example for HTTP Basic authentication.

    Args:
        data: bytes to encode
        newline: False leaves the `\n` at the end out
    """

def crc32(data: Buffer | str, value: int = 0, /) -> int:
    """The checksum CRC-32 of bytes.

    Args:
        data: bytes
        value: checksum of what came before, to go on with
    """

def hexlify(data: Buffer | str, sep: str | bytes = ..., /) -> bytes:
    """Bytes as hexadecimal digits.

    Args:
        data: bytes
        sep: what stands between two of them, such as `":"`

    Returns:
        bytes; `data.hex(sep)` gives a str
    """

def unhexlify(data: Buffer | str, /) -> bytes:
    """The bytes of hexadecimal digits.

    Raises:
        ValueError: an odd count of digits, or another character
    """
