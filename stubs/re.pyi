r"""Patterns in text: searching, taking apart, replacing.

Known are `.`, `[…]`, `[^…]`, `^`, `$`, `*`, `+`, `?` and their forms with `?`, `|`, `(…)`, `(?:…)`, and `\d` `\D` `\s` `\S` `\w` `\W`.

Example:
    import re
    m = re.search(r"Content-Length: (\d+)", headers)
    if m:
        length = int(m.group(1))

See: library/re.html
"""

from typing import AnyStr, Callable, Generic

class _Match(Generic[AnyStr]):
    """What was found."""

    def group(self, index: int, /) -> AnyStr:
        """What a group of the pattern found: 0 for all, 1 for the first pair of brackets; None if it took no part.

        Raises:
            IndexError: there is no such group

        CPython:
            The index must be given, names are not known, and there are no `groups`, `start`, `end`, `span` on this board.
        """

class _Pattern(Generic[AnyStr]):
    """A compiled pattern."""

    def match(self, string: AnyStr, pos: int = ..., endpos: int = ..., /) -> _Match[AnyStr] | None:
        """Looks whether the text begins with the pattern; None if not."""
    def search(self, string: AnyStr, pos: int = ..., endpos: int = ..., /) -> _Match[AnyStr] | None:
        """Looks for the first place with the pattern; None if there is none."""
    def split(self, string: AnyStr, max_split: int = -1, /) -> list[AnyStr]:
        """Cuts the text at each place with the pattern.

        Args:
            string: text to cut
            max_split: at most so many cuts

        CPython:
            Brackets in the pattern are not supported (NotImplementedError). There is no `re.split`.
        """
    def sub(self, replace: AnyStr | Callable[[_Match[AnyStr]], AnyStr], string: AnyStr, count: int = 0, /) -> AnyStr:
        """Replaces what the pattern finds.

        Args:
            replace: text, in which `\\1` or `\\g<1>` stands for a group; or a function that gets the match
            string: text to look in
            count: at most so many; 0 is no limit
        """

def compile(regex_str: AnyStr, /) -> _Pattern[AnyStr]:
    """Compiles a pattern that is used more than once.

    Raises:
        ValueError: `error in regex`, `regex too complex`

    CPython:
        No flags, no `{n}`, no `(?=…)`, no named groups.
    """

def match(regex_str: AnyStr | _Pattern[AnyStr], string: AnyStr, pos: int = ..., endpos: int = ..., /) -> _Match[AnyStr] | None:
    """Looks whether the text begins with the pattern; None if not."""

def search(regex_str: AnyStr | _Pattern[AnyStr], string: AnyStr, pos: int = ..., endpos: int = ..., /) -> _Match[AnyStr] | None:
    """Looks for the first place with the pattern; None if there is none.

    ESP32:
        The search calls itself: a long text with `.*` may end with `RuntimeError: maximum recursion depth exceeded`.
    """

def sub(
    regex_str: AnyStr | _Pattern[AnyStr],
    replace: AnyStr | Callable[[_Match[AnyStr]], AnyStr],
    string: AnyStr,
    count: int = 0,
    /,
) -> AnyStr:
    r"""Replaces what the pattern finds.

    Args:
        regex_str: the pattern
        replace: text, in which `\1` or `\g<1>` stands for a group; or a function that gets the match
        string: text to look in
        count: at most so many; 0 is no limit
    """
