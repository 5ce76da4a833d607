"""The product's letters inside a file that stands alone, where no page's style reaches."""

from __future__ import annotations

import base64
from functools import cache
from importlib.resources import files

LATIN = "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+2000-206F, U+20AC, U+2212, U+2215"


@cache
def embed_font(weight: int) -> str:
    """One weight of Source Sans 3 as a rule of a style sheet: 400 or 600; about 20 kB."""
    font = files("safercity.documents").joinpath(f"fonts/source-sans-3-latin-{weight}-normal.woff2")
    data = base64.b64encode(font.read_bytes()).decode("ascii")
    return (
        f"@font-face{{font-family:'Source Sans 3';font-weight:{weight};font-display:swap;"
        f"size-adjust:106%;src:url(data:font/woff2;base64,{data}) format('woff2');"
        f"unicode-range:{LATIN}}}\n"
    )
