"""Which pages show lists, and whether they offer them as files: read from the page itself."""

from __future__ import annotations

from html.parser import HTMLParser

FORM = "a form: it shows what it is about to change, and that page's list goes out"
WITHOUT_A_FILE = {
    "api:guide": "the manual of the read API: its description is the file",
    "performance:change": FORM,
    "performance:make": FORM,
    "places:paper": "a paper: the list itself goes out as CSV and XLSX",
    "sharing:decide": FORM,
    "sharing:end": FORM,
    "sharing:leave": FORM,
    "strategy:edit": FORM,
    "strategy:edit-around": FORM,
    "strategy:lead": FORM,
}
NO_END = set("area base br col embed hr img input link meta source track wbr".split())
LISTS = {"rows", "lines", "dues", "waiting", "findings"}  # lists of things; others are of words
FILE_ENDS = (".csv", ".xlsx", ".yaml")


class Page(HTMLParser):
    """What a page lists, and the addresses of its files."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.within: list[str] = []
        self.lists: list[str] = []
        self.files: list[str] = []
        self.rows: list[tuple[str, bool]] = []  # rows that are open: of what, and whether told
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if "main" in self.within:
            self._read(tag, told)
        if tag not in NO_END:
            named = LISTS & set(told.get("class", "").split()) or "data-rows" in told
            self.within.append(f"{tag} of things" if tag in ("ul", "ol") and named else tag)

    def _read(self, tag: str, told: dict[str, str]) -> None:
        address = told.get("href", "")
        if tag == "a" and ("format=" in address or address.partition("?")[0].endswith(FILE_ENDS)):
            self.files.append(address)
        if tag == "td" and "colspan" not in told and "tbody" in self.within:
            self.lists.append("table")
        if tag == "li" and self.within[-1].endswith("of things"):
            self.lists.append("list")

    def handle_endtag(self, tag: str) -> None:
        while self.within and self.within.pop().partition(" ")[0] != tag:
            pass


def find_missing_file(name: str, text: str) -> str:
    """What a page lacks, in words; "" where it lists nothing, or what it lists goes out."""
    page = Page(text)
    if not page.lists or page.files or name in WITHOUT_A_FILE:
        return ""
    return f"{name} shows a {page.lists[0]} that is no file (CSV, XLSX): common.page_lists"
