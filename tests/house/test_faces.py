"""Apps of the site meet at their faces, so that each can be rewritten behind its own."""

from __future__ import annotations

from tests.house.faces import face_faults, name_faults
from tests.house.tree import SOURCE, python_files, relative


def test_apps_meet_at_their_faces():
    site = SOURCE / "partnership"
    faults = []
    for path in python_files("src/safercity/partnership"):
        app, *rest = path.relative_to(site).parts
        if rest:
            for fault in face_faults(app, path.read_text(encoding="utf-8")):
                faults.append(f"{relative(path)} {fault}")
    assert not faults, "\n" + "\n".join(faults)


def test_the_files_of_an_app_are_those_of_every_app_or_nouns_on_the_list():
    folders = [path for path in (SOURCE / "partnership").iterdir() if path.is_dir()]
    faults = []
    for folder in folders:
        inside = {path.stem for path in folder.iterdir() if not path.name.startswith("__")}
        faults += name_faults(folder.name, inside)
    assert len(folders) > 10
    assert not faults, "\n".join(faults)


def test_a_drawer_for_everything_is_no_file_of_an_app():
    assert name_faults("records", {"queries", "helpers"}) == ["records/helpers: no file of an app"]
    assert name_faults("jobs", {"models"}) == ["jobs/worker: listed, and not there"]
