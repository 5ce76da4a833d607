"""The names a notebook needs: each is there, is documented, and costs nothing until it is used."""

import subprocess
import sys

import pytest

import safercity.evidence as evidence


@pytest.mark.parametrize("name", evidence.__all__)
def test_a_name_at_the_face_is_there_and_says_what_it_is(name):
    assert getattr(evidence, name).__doc__


def test_the_face_lists_what_it_holds():
    assert evidence.__all__ == sorted(evidence._HOMES)
    assert set(evidence.__all__) <= set(dir(evidence))
    with pytest.raises(AttributeError, match="nothing_like_it"):
        evidence.nothing_like_it  # noqa: B018


def test_importing_the_face_imports_no_room():
    asked = "import sys, safercity.evidence; print(any('numpy' == m for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
