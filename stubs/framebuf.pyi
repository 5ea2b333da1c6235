"""Drawing into memory, for displays: the driver sends the memory to the display then.

Example:
    import framebuf
    buf = bytearray(128 * 64 // 8)
    fb = framebuf.FrameBuffer(buf, 128, 64, framebuf.MONO_VLSB)
    fb.text("Hello", 0, 0)

See: library/framebuf.html
"""

from array import array
from typing import Final

from _types import Buffer, WritableBuffer

MONO_VLSB: Final = 0
"""One bit for each pixel; a byte is eight pixels one below the other, bit 0 on top (SSD1306)."""

MVLSB: Final = 0
"""The older name of MONO_VLSB."""

MONO_HLSB: Final = 3
"""One bit for each pixel; a byte is eight pixels side by side, bit 7 on the left."""

MONO_HMSB: Final = 4
"""One bit for each pixel; a byte is eight pixels side by side, bit 0 on the left."""

RGB565: Final = 1
"""16 bits for each pixel: red 5, green 6, blue 5."""

GS2_HMSB: Final = 5
"""Two bits for each pixel: four shades of grey."""

GS4_HMSB: Final = 2
"""Four bits for each pixel: 16 shades of grey."""

GS8: Final = 6
"""A byte for each pixel: 256 shades of grey."""

class FrameBuffer:
    """Memory to draw into. The point (0, 0) is at the top left; what lies outside is cut off.

    Args:
        buffer: the memory, large enough for all pixels
        width: pixels from left to right
        height: pixels from top to bottom
        format: how pixels lie in memory
        stride: pixels from one row to the next, if not `width`

    Constants:
        format: MONO_*, RGB565, GS2_HMSB, GS4_HMSB, GS8
    """

    def __init__(self, buffer: WritableBuffer, width: int, height: int, format: int, stride: int = ..., /) -> None: ...
    def fill(self, c: int, /) -> None:
        """Fills all with a colour."""
    def fill_rect(self, x: int, y: int, w: int, h: int, c: int, /) -> None:
        """Draws a filled rectangle."""
    def pixel(self, x: int, y: int, c: int = ..., /) -> int | None:
        """Sets a pixel to a colour; without `c` gives its colour."""
    def hline(self, x: int, y: int, w: int, c: int, /) -> None:
        """Draws a horizontal line of `w` pixels to the right."""
    def vline(self, x: int, y: int, h: int, c: int, /) -> None:
        """Draws a vertical line of `h` pixels downwards."""
    def line(self, x1: int, y1: int, x2: int, y2: int, c: int, /) -> None:
        """Draws a line from one point to another."""
    def rect(self, x: int, y: int, w: int, h: int, c: int, f: bool = False, /) -> None:
        """Draws a rectangle; with `f` a filled one."""
    def ellipse(self, x: int, y: int, xr: int, yr: int, c: int, f: bool = False, m: int = 15, /) -> None:
        """Draws an ellipse or circle.

        Args:
            x: centre
            y: centre
            xr: radius from left to right
            yr: radius from top to bottom
            c: colour
            f: True fills it
            m: which quarters, as a sum: 1 top right, 2 top left, 4 bottom left, 8 bottom right
        """
    def poly(self, x: int, y: int, coords: array[int], c: int, f: bool = False, /) -> None:
        """Draws a closed polygon.

        Args:
            x: is added to all points
            y: is added to all points
            coords: `array("h", [x0, y0, x1, y1, …])`
            c: colour
            f: True fills it
        """
    def text(self, s: str, x: int, y: int, c: int = 1, /) -> None:
        """Writes text in letters of 8 × 8 pixels; ASCII only."""
    def scroll(self, xstep: int, ystep: int, /) -> None:
        """Moves the picture by some pixels; what was there before stays at the edge."""
    def blit(
        self,
        fbuf: FrameBuffer | tuple[Buffer, int, int, int] | tuple[Buffer, int, int, int, int],
        x: int,
        y: int,
        key: int = -1,
        palette: FrameBuffer | None = None,
        /,
    ) -> None:
        """Copies another picture into this one.

        Args:
            fbuf: the picture, or a tuple `(buffer, width, height, format)`
            x: where its left edge comes
            y: where its top edge comes
            key: colour of it that is left out, −1 for none
            palette: picture of one row that says which colour becomes which
        """

def FrameBuffer1(buffer: WritableBuffer, width: int, height: int, stride: int = ..., /) -> FrameBuffer:
    """A FrameBuffer with the format MONO_VLSB; an older form."""
