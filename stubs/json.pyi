"""Turns objects into JSON text and back.

CPython:
    No indent, sort_keys, default, JSONEncoder or JSONDecodeError: wrong text is a ValueError.

Example:
    import json
    text = json.dumps({"temperature": 21.5})
    print(json.loads(text)["temperature"])

See: library/json.html
"""

from typing import Any

from _types import Buffer, Readable, Writable

def dump(obj: Any, stream: Writable, /, *, separators: tuple[str, str] | None = None) -> None:
    """Writes an object as JSON into a file or another stream.

    Args:
        obj: what to write: dicts, lists, tuples, text, numbers, True, False, None
        stream: a file or socket
        separators: what stands between items and after names; `(", ", ": ")` if left out

    Example:
        with open("settings.json", "w") as f:
            json.dump(settings, f)

    See: library/json.html#json.dump
    """

def dumps(obj: Any, /, *, separators: tuple[str, str] | None = None) -> str:
    """Gives an object as JSON text.

    Args:
        obj: what to turn into text: dicts, lists, tuples, text, numbers, True, False, None
        separators: what stands between items and after names; `(",", ":")` gives the shortest text

    Returns:
        text

    CPython:
        An object that JSON does not know is no error on the board: bytes become text, of others the text is no JSON.

    Example:
        s.send(json.dumps({"on": True}))

    See: library/json.html#json.dumps
    """

def load(stream: Readable, /) -> Any:
    """Reads JSON from a file or another stream, up to its end.

    Args:
        stream: a file or socket

    Returns:
        the object

    Raises:
        ValueError: it is not JSON, or not only

    Example:
        with open("settings.json") as f:
            settings = json.load(f)

    See: library/json.html#json.load
    """

def loads(str: str | Buffer, /) -> Any:
    """Reads JSON from text.

    Args:
        str: the text, or bytes

    Returns:
        the object: a dict, list, text, number, True, False or None

    Raises:
        ValueError: it is not JSON, or is cut off, as when only a part was received

    Example:
        settings = json.loads('{"on": true}')

    See: library/json.html#json.loads
    """
