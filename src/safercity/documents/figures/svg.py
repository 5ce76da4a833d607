"""Writing SVG by hand: elements with escaped attributes, numbers short and always the same."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

# Characters that XML 1.0 cannot hold: a name with one would make the whole drawing unreadable.
_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))
_FORBIDDEN |= dict.fromkeys(range(55296, 57344))


def write_number(value: float) -> str:
    """A number to one decimal, without a trailing zero or a minus before zero."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def clean_text(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return text.translate(_FORBIDDEN)


def element(name: str, /, *children: str, **attributes: object) -> str:
    """An element; `stroke_width` becomes stroke-width, `class_` class, floats are shortened.

    Attributes of None are left out. Children are taken as SVG: pass text through `text_of`.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_value(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def text_of(text: str) -> str:
    """Text made safe to stand between tags."""
    return escape(clean_text(text))


def drawing(*children: str, width: float, height: float, **attributes: object) -> str:
    """The root element, scalable, with its own size as default."""
    return element(
        "svg",
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {write_number(width)} {write_number(height)}",
        width=width,
        height=height,
        **attributes,
    )


def _value(value: object) -> str:
    if isinstance(value, float):
        return write_number(value)
    return clean_text(str(value))
