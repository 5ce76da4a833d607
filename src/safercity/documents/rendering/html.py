"""A document as one HTML file: no script, no outside file, landmarks, tables with heads, fit for
A4.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from importlib.resources import files

from safercity.documents.figures.svg import clean_text
from safercity.documents.rendering.html_tables import render_table
from safercity.documents.rendering.lettering import embed_font
from safercity.documents.values import (
    Aside,
    Block,
    Document,
    Fact,
    Facts,
    Figure,
    Paragraph,
    Points,
    Section,
    Table,
)

POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"


def render_html(document: Document, *, logo: str = "") -> str:
    """The whole file as text, to be written as UTF-8. The same document gives the same text.

    `logo`: the partnership's, as `frame_logo` draws it, beside its name.
    """
    body = "\n".join(_render_section(section) for section in document.sections)
    return _PAGE.format(
        language=_text(document.language),
        title=_text(document.title),
        subject=_text(document.subject),
        owner=_text(document.owner),
        policy=POLICY,
        style=_read_style() + _mark_sheets(document.marking),
        marking=_render_marking(document),
        logo=f'<span class="logo" aria-hidden="true">{logo}</span>' if logo else "",
        lead=_text(document.lead),
        facts=_render_facts(document.facts) + _render_handling(document),
        contents=_render_contents(document.sections),
        body=body,
        edition=_text(document.edition),
        dated=_text(document.dated),
    )


_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title} – {owner}</title>
<style>
{style}
</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
{marking}
<p class="owner">{logo}{owner} <span>{subject}</span></p>
</header>
<main id="content" tabindex="-1">
<h1>{title}</h1>
<p class="lead">{lead}</p>
{facts}
{contents}
{body}
</main>
<footer>
<p>{owner}. {subject}. Edition {edition}. {dated}.</p>
{marking}
</footer>
</body>
</html>
"""


def _render_marking(document: Document) -> str:
    marking = (
        f'<strong class="marking">{_text(document.marking)}</strong>' if document.marking else ""
    )
    notice = f"<span>{_text(document.notice)}</span>" if document.notice else ""
    return f'<p class="banner">{marking} {notice}</p>' if marking or notice else ""


def _mark_sheets(marking: str) -> str:
    """On paper every sheet says how it may be handled: one gets lost from the others."""
    if not re.fullmatch(r"[A-Z][A-Z -]*", marking):
        return ""
    said = f'content:"{marking}";font:700 8.5pt "Source Sans 3",sans-serif'
    return f"@media print{{@page{{@bottom-center{{{said}}}}}}}\n"


def _render_facts(facts: tuple[Fact, ...]) -> str:
    pairs = "".join(
        f"<div><dt>{_text(fact.label)}</dt><dd>{_text(fact.value)}</dd></div>" for fact in facts
    )
    return f'<dl class="facts">{pairs}</dl>'


def _render_handling(document: Document) -> str:
    if not document.handling:
        return ""
    return f'<p class="small"><b>Handling.</b> {_text(document.handling)}</p>'


def _render_contents(sections: tuple[Section, ...]) -> str:
    links = "".join(
        f'<li><a href="#{_text(section.id)}">{_text(section.heading)}</a></li>'
        for section in sections
        if section.level == 2
    )
    return f'<nav aria-label="Contents"><h2>Contents</h2><ol>{links}</ol></nav>'


def _render_section(section: Section) -> str:
    blocks = "\n".join(_render_block(block) for block in section.blocks)
    classes = [f"level-{section.level}"]
    classes += ["starts-page"] if section.starts_page else []
    classes += ["together"] if section.together else []
    return (
        f'<section class="{" ".join(classes)}" aria-labelledby="{_text(section.id)}">\n'
        f'<h{section.level} id="{_text(section.id)}">{_text(section.heading)}</h{section.level}>\n'
        f"{blocks}\n</section>"
    )


def _render_block(block: Block) -> str:
    match block:
        case Paragraph(text, tone):
            return f'<p class="{tone}">{_text(text)}</p>'
        case Points(items, numbered):
            tag = "ol" if numbered else "ul"
            return f"<{tag}>{''.join(f'<li>{_text(item)}</li>' for item in items)}</{tag}>"
        case Facts(facts):
            return _render_facts(facts)
        case Figure():
            return _render_figure(block)
        case Aside(heading, paragraphs):
            words = "".join(f"<p>{_text(paragraph)}</p>" for paragraph in paragraphs)
            return f'<div class="aside"><p class="aside-head">{_text(heading)}</p>{words}</div>'
        case Table():
            return render_table(block)


def _render_figure(figure: Figure) -> str:
    caption = f"<figcaption>{_text(figure.caption)}</figcaption>" if figure.caption else ""
    return (
        f'<figure><div class="drawing" role="img" aria-label="{_text(figure.alt)}">'
        f"{_render_drawings(figure)}</div>{caption}</figure>"
    )


def _render_drawings(figure: Figure) -> str:
    if not figure.narrow:
        return figure.svg
    return f'<div class="wide">{figure.svg}</div><div class="narrow">{figure.narrow}</div>'


def _text(text: str) -> str:
    return escape(clean_text(text), quote=True)


@cache
def _read_style() -> str:
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    return embed_font(400) + embed_font(600) + style
