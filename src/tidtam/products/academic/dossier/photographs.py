"""The picture inside a photograph's white border.

A border is a frame: flat, nearly white, and it ends along a straight line on each side. White that ends along the
outline of a head is a background, and belongs to the picture. Where the two cannot be told apart, nothing is said.
"""

import io
from dataclasses import dataclass
from statistics import fmean, median

from PIL import Image, UnidentifiedImageError
from PIL.Image import Resampling, Transpose

MOST_PIXELS = 30_000_000
_SMALLEST_SIDE = 32
_NEARLY_WHITE = 225
"""Of 255: paper that was scanned is not quite white."""
_FLAT = 3.0
"""How far the mean of a line may lie from the white of the border."""
_NOISE = 24
"""How far a single pixel may, in a line of which only few do."""
_MOST_OF_A_LINE = 250
"""Of 255."""
_REACH = 16
"""Within so many lines an edge is over that compression or cutting has softened."""
_SOFT = 3
"""Lines behind an edge that may still be a mixture."""
_BLOCKS = 32
_STEP = 5.0
"""How far a block just inside the edge lies from the white of the border."""
_MOST_BLOCKS = 0.8
_TO_THE_TOP = {
    "top": None,
    "left": Transpose.ROTATE_270,
    "bottom": Transpose.ROTATE_180,
    "right": Transpose.ROTATE_90,
}
"""How the picture is turned so that a side comes to the top."""


@dataclass(frozen=True, slots=True)
class _Edge:
    white: float
    depth: int
    """How many lines the border has on this side."""


def inner_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels without a white border; nothing where that cannot be told."""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS or min(picture.size) < _SMALLEST_SIDE:
                return None
            return _inner_size(_on_white(picture))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return None


def _on_white(picture: Image.Image) -> Image.Image:
    """In shades of grey; what is transparent shows the paper."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("L")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    return paper.convert("L")


def _inner_size(grey: Image.Image) -> tuple[int, int] | None:
    turned = {side: grey.transpose(turn) if turn is not None else grey for side, turn in _TO_THE_TOP.items()}
    edges = {side: _edge(picture) for side, picture in turned.items()}
    depths = {side: edge.depth for side, edge in edges.items()}
    if any(depth >= turned[side].height for side, depth in depths.items()):
        return None
    crooked = [side for side, edge in edges.items() if not _is_straight(turned[side], edge, *_beside(side, depths))]
    if crooked and all(depths.values()):
        return None
    # A side without any border says that there is no frame: what ends along no straight line is background.
    depths |= dict.fromkeys(crooked, 0)
    width, height = grey.width - depths["left"] - depths["right"], grey.height - depths["top"] - depths["bottom"]
    return (width, height) if min(width, height) >= _SMALLEST_SIDE else None


def _edge(picture: Image.Image) -> _Edge:
    """How far the border reaches from the top."""
    white = float(median(picture.crop((0, 0, picture.width, 2)).tobytes()))
    if white < _NEARLY_WHITE:
        return _Edge(white, 0)
    means = picture.resize((1, picture.height), Resampling.BOX).tobytes()
    near = picture.point([255 if abs(level - white) <= _NOISE else 0 for level in range(256)])
    shares = near.resize((1, picture.height), Resampling.BOX).tobytes()
    lines = zip(means, shares, strict=True)
    flat = next(
        (line for line, (mean, share) in enumerate(lines) if abs(mean - white) > _FLAT or share < _MOST_OF_A_LINE),
        picture.height,
    )
    if flat in (0, picture.height):
        return _Edge(white, flat)
    return _Edge(white, _middle_of_the_edge(means, flat, white))


def _middle_of_the_edge(means: bytes, flat: int, white: float) -> int:
    """A soft edge stands where it is half way from the border to the picture."""
    inside = fmean(means[flat + _REACH // 2 : flat + _REACH] or means[flat:])
    half = abs(inside - white) / 2
    reach = range(flat, min(flat + _REACH, len(means)))
    return next((line for line in reach if abs(means[line] - white) >= half), flat)


def _beside(side: str, depths: dict[str, int]) -> tuple[int, int]:
    """The borders at the left and right of a side that was turned to the top."""
    sides = tuple(_TO_THE_TOP)
    place = sides.index(side)
    return depths[sides[(place + 1) % 4]], depths[sides[(place - 1) % 4]]


def _is_straight(picture: Image.Image, edge: _Edge, left: int, right: int) -> bool:
    """Whether just inside the edge nearly the whole line is something else than the border."""
    line, right = edge.depth + _SOFT, picture.width - right
    if right - left < _BLOCKS or line + _SOFT > picture.height:
        return False
    strip = picture.crop((left, line, right, line + _SOFT)).resize((_BLOCKS, 1), Resampling.BOX)
    return sum(abs(block - edge.white) > _STEP for block in strip.tobytes()) >= _MOST_BLOCKS * _BLOCKS
