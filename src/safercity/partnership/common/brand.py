"""A partnership's own look: its logo, ready to be served, and its colour with what follows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from safercity.documents.figures.logo import frame_logo

HEIGHT = 40  # of a logo in the head of a page, as in site.css; no wider than 220 there
WIDEST = 220
DARKER = 0.73  # a pressed button's share of the colour's light


@dataclass(frozen=True)
class Logo:
    """An image that was checked: its bytes, its type and its shape."""

    content: bytes = field(repr=False)
    kind: str
    breadth: float

    @property
    def width(self) -> int:
        """How wide it stands in the head, so that nothing moves while it loads."""
        return max(1, min(WIDEST, round(HEIGHT * self.breadth)))


@dataclass(frozen=True)
class Brand:
    """What takes the place of Safer City's own mark and colour; nothing where neither is set."""

    logo: Logo | None = None
    colour: str = ""

    @property
    def digest(self) -> str:
        """In the addresses of logo and colours, so that browsers keep them until they change."""
        logo = self.logo.content if self.logo else b""
        return hashlib.sha256(self.colour.encode() + b"\n" + logo).hexdigest()[:16]

    @property
    def framed(self) -> str:
        """The logo as papers take it; "" for none."""
        logo = self.logo
        return frame_logo(logo.content, kind=logo.kind, breadth=logo.breadth) if logo else ""

    @property
    def style(self) -> str:
        """The style sheet that puts the colour in place of ours."""
        deep = "#" + "".join(f"{round(each * DARKER):02X}" for each in read_channels(self.colour))
        return f":root {{ --brand: {self.colour}; --brand-deep: {deep}; --link: {self.colour}; }}\n"


def read_channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of #rrggbb."""
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def measure_contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    light, dark = sorted((_measure_light(one), _measure_light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _measure_light(colour: str) -> float:
    parts = [channel / 255 for channel in read_channels(colour)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
