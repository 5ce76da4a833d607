"""Files of every form that takes one: bombs, disguises, the empty, the wrongly encoded.

Whatever comes, the form comes back with what is wrong, soon, and nothing is kept.
"""

from __future__ import annotations

import io
import resource
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.partnership.access.strategy import publish
from tests.partnership.commitments.made import make
from tests.partnership.every_form.addresses import list_with_pages, open_form
from tests.partnership.every_form.filling import fill
from tests.partnership.every_form.reading import read_faults, read_form
from tests.partnership.every_form.sending import count_rows, send, undone
from tests.partnership.every_form.test_every_form import ELSEWHERE, REFUSED, WITH_FILES
from tests.partnership.records.conftest import at_town, bare, landlords, run_jobs, town

pytestmark = pytest.mark.one_database

__all__ = ["at_town", "bare", "landlords", "town"]
SECONDS, MEBIBYTES = 10, 300
MEANT = {  # what each form asks for
    "performance:sheet": ".xlsx",
    "strategy:import": ".yaml",
    "strategy:plan-import": ".xlsx",
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 600


@dataclass(frozen=True)
class Sent:
    """A file as it is sent. `ending` "" is the one that the form asks for."""

    content: Callable[[], bytes]
    ending: str = ""


@cache
def pack(what: str) -> bytes:
    """A spreadsheet's archive with something else inside."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        packed.writestr("xl/workbook.xml", WORKBOOK)
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        if what == "bomb":
            with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
                sheet.write(b"<worksheet><sheetData>")
                for _ in range(300):
                    sheet.write(b"<row><c><v>1</v></c></row>" * 40_000)
        elif what == "entities":
            packed.writestr("xl/worksheets/sheet1.xml", ENTITIES)
        elif what == "many":
            for number in range(20_000):
                packed.writestr(f"xl/{number}.xml", "")
    return out.getvalue()


WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
ENTITIES = (
    "<!DOCTYPE x [<!ENTITY a0 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "]><worksheet><sheetData><row><c t='str'><v>&a9;</v></c></row></sheetData></worksheet>"
)
ALIASES = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)
FILES = {
    "empty": Sent(lambda: b""),
    "web page": Sent(lambda: HTML),
    "web page as CSV": Sent(lambda: HTML, ".csv"),
    "picture with a script": Sent(lambda: SVG, ".svg"),
    "picture with a script, renamed": Sent(lambda: SVG),
    "program": Sent(lambda: PROGRAM, ".csv"),
    "program, renamed": Sent(lambda: PROGRAM),
    "spreadsheet that unpacks to 300 MB": Sent(lambda: pack("bomb"), ".xlsx"),
    "spreadsheet of entities": Sent(lambda: pack("entities"), ".xlsx"),
    "spreadsheet of 20,000 parts": Sent(lambda: pack("many"), ".xlsx"),
    "spreadsheet cut off": Sent(lambda: pack("many")[:4_000], ".xlsx"),
    "CSV of one line": Sent(lambda: b"a," * 900_000, ".csv"),
    "CSV whose quotes never end": Sent(lambda: b'Measure,Period\n"' + b"x" * 1_500_000, ".csv"),
    "aliases of aliases": Sent(lambda: ALIASES.encode(), ".yaml"),
    "lists in lists": Sent(lambda: b"a: " + b"[" * 200_000, ".yaml"),
    "a program's object": Sent(lambda: b"a: !!python/object/apply:os.system [id]", ".yaml"),
    "UTF-16": Sent(lambda: "title: Straße, £5\n".encode("utf-16")),
    "Windows letters": Sent(lambda: "Measure,Period\nStraße £5,2026\n".encode("cp1252")),
    "zero bytes": Sent(lambda: b"\x00" * 5_000),
    "larger than any": Sent(lambda: b"a,b\n" * 700_000, ".csv"),
}


def name_of(sent: Sent, meant: str) -> str:
    return f"file{sent.ending or meant}"


@pytest.mark.parametrize("what", FILES)
@pytest.mark.parametrize("name", sorted(WITH_FILES))
def test_a_strange_file_is_refused_with_words(name, what, people, sign_in):
    if name == "strategy:plan-import":
        publish(people)
    opened, sent = open_form(name, people, sign_in), FILES[what]
    before, content = count_rows(), sent.content()
    given = fill(name, opened.form)
    given["file"] = SimpleUploadedFile(name_of(sent, MEANT[name]), content)
    answer = measured(lambda: send(opened.client, opened.address, given))
    faults = read_faults(answer.page)
    assert answer.status == REFUSED, f"{answer.status} {answer.page[:300]}"
    assert faults and all(len(each.split()) > 3 for each in faults), faults
    assert count_rows() == before, "something was kept"
    assert b"<script>alert(1)" not in answer.page.encode()


def measured(act):
    """What the act gives; it has to be quick, and small."""
    begun, most = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = act()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most) / 1024
    assert time.monotonic() - begun < SECONDS, "it took too long"
    assert grown < MEBIBYTES, f"it took {grown:.0f} MiB"
    return answer


@pytest.fixture
def room(settings, sign_in, tmp_path, people):
    """The officer's client where actions take files, and an action's page of attaching."""
    client = sign_in("officer")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "notes.yaml").write_text(
        "format: 1\nversion: 1\nforked_from: 1\nrooms_with_files: [commitments]\n"
        "expires_after_days: 30\nlargest_megabytes: 1\nmost_of_an_object: 2\n"
    )
    settings.SAFERCITY = replace(settings.SAFERCITY, workspace=tmp_path)
    key = make(people).pk
    return client, reverse("notes:attach", kwargs={"kind": "commitments.commitment", "key": key})


AS_THEY_ARE = {"web page as CSV", "CSV of one line", "spreadsheet of entities"}


@pytest.mark.parametrize("what", sorted(set(FILES) - AS_THEY_ARE))
def test_what_hangs_on_an_action(what, room):
    """But what is text, or a spreadsheet, whatever is in it: it is only ever a download."""
    client, address = room
    assert read_form(client.get(address).content.decode(), address).has_files
    sent, before = FILES[what], count_rows()
    given = {"file": SimpleUploadedFile(name_of(sent, ".pdf"), sent.content())}
    answer = measured(lambda: send(client, address, given))
    assert answer.status == REFUSED and len(read_faults(answer.page)[0]) > 20, answer.page[:300]
    assert count_rows() == before


def test_text_with_a_script_is_a_download(room):
    client, address = room
    answer = send(client, address, {"file": SimpleUploadedFile("a.csv", HTML)})
    assert answer.status == 302
    from safercity.partnership.notes.models import Attachment

    file = client.get(reverse("notes:file", kwargs={"key": Attachment.objects.get().pk}))
    assert file["Content-Disposition"].startswith("attachment")
    assert file["Content-Type"] == "text/csv" and file["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in file["Content-Security-Policy"]


@pytest.mark.parametrize("what", sorted(FILES))
def test_an_extract_that_is_none(what, at_town, town):
    """Refused at the door, or by the load; its page says why, and no row comes of it."""
    client = at_town("manager")
    address = reverse("records:send", kwargs={"name": "housing-asb"})
    form = read_form(client.get(address).content.decode(), address)
    sent = FILES[what]
    given = {**fill("records:send", form), "vintage": ""}
    given["file"] = SimpleUploadedFile(name_of(sent, ".csv"), sent.content())
    answer = measured(lambda: send(client, address, given))
    if answer.status == 302:
        run_jobs()
        page = client.get(answer.leads_to).content.decode()
        assert "Not loaded" in page, page[-1_500:]
    else:
        assert answer.status == REFUSED, answer.page[:300]
        assert len(read_faults(answer.page)[0]) > 20
    assert not list(town.glob("facts/**/*.parquet")), "rows came of it"


def test_every_form_with_a_file_is_tried_here(people, sign_in):
    names = set(list_with_pages()) - set(ELSEWHERE)
    taking = set()
    for name in names:
        with undone():  # each begins in the same world
            taking |= {name} if open_form(name, people, sign_in).form.has_files else set()
    assert taking == WITH_FILES == set(MEANT)
