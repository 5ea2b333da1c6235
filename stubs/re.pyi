r"""Patterns in text: searching, taking apart, replacing.

Known are `.`, `[…]`, `[^…]`, `^`, `$`, `*`, `+`, `?` and their forms with `?`, `|`, `(…)`, `(?:…)`, and `\d` `\D` `\s` `\S` `\w` `\W`.

Example:
    import re
    m = re.search(r"Content-Length: (\d+)", headers)
    if m:
        length = int(m.group(1))

See: library/re.html
"""

from typing import Callable, Generic, TypeVar

_Text = TypeVar("_Text", str, bytes)

class _Match(Generic[_Text]):
    """What was found."""

    def group(self, index: int, /) -> _Text:
        """What a group of the pattern found: 0 for all, 1 for the first pair of brackets; None if it took no part.

        Raises:
            IndexError: there is no such group

        CPython:
            The index must be given, names are not known, and there are no `groups`, `start`, `end`, `span` on this board.
        """

class _Pattern(Generic[_Text]):
    """A compiled pattern."""

    def match(self, string: _Text, pos: int = ..., endpos: int = ..., /) -> _Match[_Text] | None:
        """Looks whether the text begins with the pattern; None if not."""
    def search(self, string: _Text, pos: int = ..., endpos: int = ..., /) -> _Match[_Text] | None:
        """Looks for the first place with the pattern; None if there is none."""
    def split(self, string: _Text, max_split: int = -1, /) -> list[_Text]:
        """Cuts the text at each place with the pattern.

        Args:
            string: text to cut
            max_split: at most so many cuts

        CPython:
            Brackets in the pattern are not supported (NotImplementedError). There is no `re.split`.
        """
    def sub(self, replace: _Text | Callable[[_Match[_Text]], _Text], string: _Text, count: int = 0, /) -> _Text:
        """Replaces what the pattern finds.

        Args:
            replace: text, in which `\\1` or `\\g<1>` stands for a group; or a function that gets the match
            string: text to look in
            count: at most so many; 0 is no limit
        """

def compile(regex_str: _Text, /) -> _Pattern[_Text]:
    """Compiles a pattern that is used more than once.

    Raises:
        ValueError: `error in regex`, `regex too complex`

    CPython:
        No flags, no `{n}`, no `(?=…)`, no named groups.
    """

def match(regex_str: _Text | _Pattern[_Text], string: _Text, pos: int = ..., endpos: int = ..., /) -> _Match[_Text] | None:
    """Looks whether the text begins with the pattern; None if not."""

def search(regex_str: _Text | _Pattern[_Text], string: _Text, pos: int = ..., endpos: int = ..., /) -> _Match[_Text] | None:
    """Looks for the first place with the pattern; None if there is none.

    ESP32:
        The search calls itself: a long text with `.*` may end with `RuntimeError: maximum recursion depth exceeded`.
    """

def sub(
    regex_str: _Text | _Pattern[_Text],
    replace: _Text | Callable[[_Match[_Text]], _Text],
    string: _Text,
    count: int = 0,
    /,
) -> _Text:
    r"""Replaces what the pattern finds.

    Args:
        regex_str: the pattern
        replace: text, in which `\1` or `\g<1>` stands for a group; or a function that gets the match
        string: text to look in
        count: at most so many; 0 is no limit
    """
