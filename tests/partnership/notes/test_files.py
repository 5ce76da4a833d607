"""Files: off by default, known by their bytes, served as a download, deleted on time."""

from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from safercity.partnership.common.rules import NotYet
from safercity.partnership.notes import actions, queries
from safercity.partnership.notes.actions import SentFile
from safercity.partnership.notes.files import FileRefused, folder_of_files, show_name, sniff
from tests.partnership.commitments.made import make
from tests.partnership.notes.made import COMMENTED, KIND, subject_of

PDF = b"%PDF-1.7 minutes"


@pytest.fixture
def room_with_files(settings, people, tmp_path):
    """A workspace whose own content turns files on."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "notes.yaml").write_text(
        "format: 1\nversion: 1\nforked_from: 1\n"
        "rooms_with_files: [commitments, governance, oversight, performance, places, sharing]\n"
        "expires_after_days: 30\nlargest_megabytes: 1\nmost_of_an_object: 2\n"
    )
    settings.SAFERCITY = replace(settings.SAFERCITY, workspace=tmp_path)
    return tmp_path


def attach(people, action, name="minutes.pdf", content=PDF):
    sent = SentFile(name, content)
    return actions.attach_file(subject_of(people, action), sent, by=people.viewer("officer"))


def packed(**files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def test_rooms_take_no_files_by_default(people):
    with pytest.raises(NotYet, match="No files are kept here"):
        attach(people, make(people))


def test_a_file_is_a_download_for_who_may_see_the_object(people, sign_in, room_with_files):
    action = make(people, only_parties=True)
    kept = attach(people, action, name="..\\..\\etc/pass<wd>\u202e.pdf")
    assert kept.name == "passwd.pdf"
    client = sign_in("officer")
    from django.conf import settings

    settings.SAFERCITY = replace(settings.SAFERCITY, workspace=room_with_files)
    answer = client.get(f"/files/{kept.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="passwd.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert sign_in("elsewhere").get(f"/files/{kept.pk}/").status_code == 404


def test_a_form_takes_a_file_and_says_what_is_wrong_with_another(people, sign_in, room_with_files):
    from django.conf import settings

    action, client = make(people), sign_in("officer")
    settings.SAFERCITY = replace(settings.SAFERCITY, workspace=room_with_files)
    address = f"/files/on/{KIND}/{action.pk}/"
    refused = client.post(address, {"file": SimpleUploadedFile("a.pdf", b"MZ program")})
    assert "not a kind of file" in refused.content.decode()
    assert client.post(address, {"file": SimpleUploadedFile("a.pdf", PDF)}).status_code == 302
    assert [
        file.name
        for file in queries.read_comments(people.viewer("officer"), of=(KIND, action.pk)).files
    ] == ["a.pdf"]


@pytest.mark.parametrize("kind", sorted(COMMENTED))
def test_the_page_of_what_a_file_is_with_offers_it(
    kind, people, open_site, edition, room_with_files
):
    shutil.copytree(edition, room_with_files, dirs_exist_ok=True)
    client = open_site(room_with_files, "elsewhere")
    row = COMMENTED[kind](people)
    kept, address = attach(people, row), subject_of(people, row).address
    page = client.get(address).content.decode()
    assert f'href="/files/{kept.pk}/">minutes.pdf</a>' in page
    assert f'href="/files/on/{kind}/{row.pk}/"' in page


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.exe", b"MZ\x90\x00", "not a kind"),
        ("a.html", b"<script>1</script>", "not a kind"),
        ("a.svg", b"<svg onload='x'/>", "not a kind"),
        ("a.png", PDF, "is inside .pdf"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", "is inside .png"),
        ("a.txt", b"a\x00b", "not a kind"),
        ("a.csv", "caf\xe9".encode("latin-1"), "not a kind"),
        ("a.docx", b"PK\x03\x04 broken", "damaged"),
        ("a.zip", packed(readme="x"), "packed folder"),
        ("a.docx", packed(**{"word__document.xml": "x", "word__vbaProject.bin": "x"}), "program"),
        ("a.xlsx", packed(**{"word__document.xml": "x"}), "is inside .docx"),
        ("a.docx", packed(**{"word__document.xml": "0" * 30_000_000}), "unpacks to far more"),
    ],
)
def test_what_is_not_kept(name, content, why):
    with pytest.raises(FileRefused, match=why):
        sniff(content, name)


def test_what_is_kept():
    assert sniff(packed(**{"xl__workbook.xml": "x"}), "a.XLSX").endswith("sheet")
    assert sniff(b"\xff\xd8\xff\xe0", "a.jpeg") == "image/jpeg"
    assert sniff("place,count\nĉ,3\n".encode(), "a.csv") == "text/csv"
    assert show_name("/a/b\\c.txt") == "c.txt"


def test_size_number_and_emptiness_are_checked(people, room_with_files):
    action = make(people)
    with pytest.raises(FileRefused, match="larger than 1 MB"):
        attach(people, action, content=PDF + b"0" * 1_000_000)
    with pytest.raises(FileRefused, match="empty"):
        attach(people, action, content=b"")
    attach(people, action), attach(people, action)
    with pytest.raises(NotYet, match="as many files"):
        attach(people, action)


def test_files_are_deleted_on_their_day_bytes_and_all(people, room_with_files):
    kept, today = attach(people, make(people)), timezone.localdate()
    file = folder_of_files() / str(kept.pk)
    assert actions.delete_expired(today + timedelta(days=29)) == 0 and file.exists()
    assert actions.delete_expired(today + timedelta(days=30)) == 1 and not file.exists()
    kept.refresh_from_db()
    assert kept.deleted_at and kept.name == "deleted"
    of = (KIND, kept.subject_id)
    assert queries.read_comments(people.viewer("officer"), of=of).files == []


def test_bytes_without_a_row_are_swept_after_a_day(people, room_with_files):
    import os

    attach(people, make(people))
    orphan = folder_of_files() / "orphan"
    orphan.write_bytes(b"x")
    today = timezone.localdate()
    assert actions.delete_expired(today) == 0 and orphan.exists()
    os.utime(orphan, (0, 0))
    assert actions.delete_expired(today) == 1 and not orphan.exists()
    assert len(list(folder_of_files().iterdir())) == 1
