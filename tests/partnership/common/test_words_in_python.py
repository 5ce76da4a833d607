"""No sentence of the site's Python is bare English: a reader of Welsh pages meets it too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_database

ROOM = Path(__file__).resolve().parents[3] / "src" / "safercity" / "partnership"
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext"}
REFUSALS = {"SaferCityError", "ValidationError", "Http404"}  # and every class that comes of them
SPOKEN = {"advice", "label", "help_text", "empty_label", "title", "note", "send", "done", "to"}
# Told to who wrote the code or runs the server, or kept in the record and said where it is shown.
UNSAID = {"ValueError", "TypeError", "LookupError", "RuntimeError", "record_act", "record_acts",
          "tell", "Field"}  # fmt: skip
SENTENCE = re.compile(
    r"[“‘]?[A-Z][\w’']*[,:;.]? +[\w“‘{(].*[a-z]{2}.*|.*(\{\} [a-z]{2}|[a-z]{2} \{\}).*", re.S
)
WORDS = re.compile(r"[A-Z][a-z]|[A-Za-z]{2,}[^\w-]+[A-Za-z]")
MANY = re.compile(r"(%\((n|days|count)\)[sd]|\{(n|days|count)\}|%d) [a-z]+s\b")
NO_PLURAL = {"is", "was", "has", "holds", "needs"}  # verbs after a number that names one thing
SQL = re.compile(r"(CREATE|ALTER|DROP|CAST|SELECT|PRAGMA)\b")

# What stays English, and why.
ALLOWED = {
    "config": "what the command says to who runs the server",
    "audit/sealing.py": "faults of the sealed record, which the command alone tells",
    "people/signing_in.py": "a fault of the server's settings, told to who runs it",
    "commitments/presenters.py: COLUMNS": "headings of files, which programs read",
    "strategy/views/planning.py: COLUMNS": "headings that the import of a plan reads again",
    "performance/views/returns.py: COLUMNS": "headings that the import of returns reads again",
    "people/actions/holdings.py: Former member": "kept in the place of a name",
    "oversight/content.py": "faults of a content file, told to who writes it",
    "strategy/rules/route.py": "faults of a content file, told to who writes it",
    "performance/actions/chasing.py: return {} {} {}": "a key, never shown",
    "places/presenters/drawing.py: {} km": "a unit",
    "places/presenters/story.py: {} km²": "a unit",
    "places/presenters/charts.py: Month by month": "a heading that no page shows",
    "records/presenters/progress.py: STEPS": "steps as the evidence names them, beside their words",
    "sharing/queries/small_counts.py": "the description of a finding's chart: findings are English",
}


def name_of(node: ast.AST) -> str:
    """The last name of what is called: `messages.success` is success."""
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def find_refusals(trees: list[ast.Module]) -> set[str]:
    """Every class of what is refused, by its name."""
    found, classes = set(REFUSALS), [
        node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    ]  # fmt: skip
    while (
        more := {each.name for each in classes if {name_of(base) for base in each.bases} & found}
        - found
    ):
        found |= more
    return found


def list_said(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Each string within, an f-string with {} for its values; none that is marked or unsaid."""
    if isinstance(node, ast.Call):
        if name_of(node.func) in MARKS | UNSAID:
            return
        if isinstance(node.func, ast.Attribute) and name_of(node.func.value) == "log":
            return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    elif isinstance(node, ast.JoinedStr):
        told = (each.value if isinstance(each, ast.Constant) else "{}" for each in node.values)
        yield node.lineno, "".join(map(str, told))
        for each in node.values:
            if isinstance(each, ast.FormattedValue):
                yield from list_said(each.value)
    else:
        for child in ast.iter_child_nodes(node):
            yield from list_said(child)


def list_spoken(node: ast.AST, refusals: set[str]) -> Iterator[ast.AST]:
    """What is given where only words for a reader are: a refusal, an advice, a label."""
    for each in ast.walk(node):
        if isinstance(each, ast.Call):
            name = name_of(each.func)
            if name in refusals | {"Message"}:
                yield from each.args[:1]
            if name in ("success", "warning", "info", "error", "add_error"):
                yield from each.args[1:2]
            if name not in UNSAID:
                yield from (word.value for word in each.keywords if word.arg in SPOKEN)
        elif isinstance(each, ast.ClassDef) and each.name in refusals:
            yield from (
                one.value
                for one in each.body
                if isinstance(one, ast.Assign) and name_of(one.targets[0]) == "advice"
            )


def find_bare(tree: ast.Module, refusals: set[str]) -> set[tuple[int, str]]:
    """Line and words of every sentence, and of all that is given as words, without a mark."""
    found = {(line, words) for line, words in list_said(tree) if SENTENCE.fullmatch(words)}
    for node in list_spoken(tree, refusals):
        found |= {(line, words) for line, words in list_said(node) if WORDS.search(words)}
    return {(line, words) for line, words in found if not SQL.match(words)}


def find_counts(tree: ast.Module) -> list[str]:
    """Marked words with a number before its noun, which have one form alone."""
    return [
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and name_of(node.func) in ("_", "gettext", "gettext_lazy")
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and any(
            found[0].split()[-1] not in NO_PLURAL for found in MANY.finditer(node.args[0].value)
        )
    ]


def is_allowed(place: str, tree: ast.Module, *, at: int, words: str) -> bool:
    """Whether the list above names the file, the words in it, or the constant they are part of."""
    constants = {
        name_of(node.targets[0])
        for node in tree.body
        if isinstance(node, ast.Assign) and node.lineno <= at <= (node.end_lineno or at)
    }
    names = {place, place.split("/")[0], f"{place}: {words}", *(f"{place}: {c}" for c in constants)}
    return bool(names & ALLOWED.keys())


@pytest.mark.parametrize(
    "code",
    [
        'raise Late("Closed.")',
        'class Late(SaferCityError):\n    advice = "Come earlier."',
        'raise Late(_("Closed."), advice=f"Ask {who} first.")',
        'raise Late("Closed" if x else _("Open"))',
        'require_role(viewer, to="change the plan")',
        'messages.success(request, "Saved")',
        'field = CharField(label="Name")',
        'Message("Something is late", kind)',
        'told = f"{post} ended on {day}."',
        'lines = ["Nothing was sent yet."]',
    ],
)
def test_bare_words_are_found(code):
    assert find_bare(ast.parse(code), {*REFUSALS, "Late"})


@pytest.mark.parametrize(
    "code",
    [
        '"""A docstring of a module."""',
        'raise Late(_("Closed on {day}.").format(day=day), advice=_("Ask."))',
        'raise ValueError("The caller is wrong.")',
        'log.error("Job %s failed", name)',
        'record_act("action made", row, by=by)',
        'cursor.execute("CREATE TABLE x (id int)")',
        'kind = Kind(holder="Priority", name="govuk-input narrow")',
    ],
)
def test_other_strings_are_left_alone(code):
    assert not find_bare(ast.parse(code), {*REFUSALS, "Late"})


def test_no_words_of_the_site_are_bare():
    files = [file for file in ROOM.rglob("*.py") if "migrations" not in file.parts]
    trees = {
        file.relative_to(ROOM).as_posix(): ast.parse(file.read_text("utf-8")) for file in files
    }
    refusals = find_refusals(list(trees.values()))
    found = [
        f"{place}:{line}: {words}"
        for place, tree in sorted(trees.items())
        for line, words in sorted(find_bare(tree, refusals))
        if not is_allowed(place, tree, at=line, words=words)
    ]
    assert not found, "words that no translation can reach: wrap them in _()"


@pytest.mark.parametrize(
    ("code", "is_found"),
    [
        ('_("%(n)s days late") % {"n": n}', True),
        ('_("{n} rows are held").format(n=n)', True),
        ('ngettext("{n} row", "{n} rows", n).format(n=n)', False),
        ('_("Link %(n)d is ours")', False),
    ],
)
def test_counts_without_plural_forms_are_found(code, is_found):
    assert bool(find_counts(ast.parse(code))) is is_found


def test_counts_are_told_in_the_plural_forms_of_the_language():
    """Welsh has four: "one thing" and "things" are not enough."""
    files = [file for file in ROOM.rglob("*.py") if "migrations" not in file.parts]
    found = {
        file.relative_to(ROOM).as_posix(): counts
        for file in files
        if (counts := find_counts(ast.parse(file.read_text("utf-8"))))
    }
    assert not found, "counts in _(): ngettext has the forms"


def test_what_may_stay_english_is_still_there():
    """An entry of the list that allows nothing hides the next bare words."""
    for entry in ALLOWED:
        place, _colon, words = entry.partition(": ")
        assert (ROOM / place).exists(), place
        if words.isidentifier() and words.isupper():
            assert words in (ROOM / place).read_text("utf-8"), entry
