"""Apps of the site meet at their faces, so that each can be rewritten behind its own."""

from __future__ import annotations

from tests.house.faces import face_faults
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
