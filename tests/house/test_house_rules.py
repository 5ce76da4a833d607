"""The rules of the house can fail: each is given something that breaks it."""

from __future__ import annotations

import ast

import pytest

from tests.house.documented import untyped_parts
from tests.house.faces import face_faults
from tests.house.leaks import INDEXES, leaks_of
from tests.house.sizes import argument_faults, size_faults


def function_of(lines: int) -> str:
    return "def count(store):\n" + "    store.add(1)\n" * (lines - 1)


class TestSizes:
    def test_a_long_function_is_refused(self):
        assert size_faults("src/a.py", function_of(60)) == []
        (fault,) = size_faults("src/a.py", function_of(61))
        assert "count has 61 lines" in fault

    def test_a_long_method_is_refused_as_well(self):
        body = "        self.add(1)\n" * 60
        (fault,) = size_faults("src/a.py", f"class A:\n    def count(self):\n{body}")
        assert "count has 61 lines" in fault

    def test_a_docstring_does_not_make_a_function_long(self):
        text = 'def count(store):\n    """Count.\n' + "\n" * 50 + '    """\n' + "    store()\n" * 50
        assert size_faults("src/a.py", text) == []

    def test_a_long_file_is_refused(self):
        assert size_faults("src/a.py", "x = 1\n" * 300) == []
        assert "301 lines" in size_faults("src/a.py", "x = 1\n" * 301)[0]

    def test_models_may_be_longer(self):
        name = "src/safercity/partnership/places/models.py"
        assert size_faults(name, "x = 1\n" * 400) == []
        assert "401 lines" in size_faults(name, "x = 1\n" * 401)[0]

    def test_a_long_line_is_refused(self):
        assert size_faults("src/a.py", f"x = '{'a' * 94}'\n") == []
        assert "src/a.py:1 has 101" in size_faults("src/a.py", f"x = '{'a' * 95}'\n")[0]

    def test_an_address_may_be_long(self):
        assert size_faults("src/a.py", f"# https://example.org/{'a' * 100}\n") == []


class TestArguments:
    @pytest.mark.parametrize(
        "signature",
        [
            "def f(a, b): ...",
            "def f(a, b, *, c, d, e): ...",
            "class A:\n    def f(self, a, b): ...",
            "class A:\n    @classmethod\n    def f(cls, a, b): ...",
            "@app.command()\ndef f(a, b, c, d, e, g): ...",
            "def f(a, b, c, d, e, g): ...\nCOMMANDS = {'f': f}",
            "@override\ndef f(a, b, c): ...",
            "class A:\n    def __exit__(self, kind, error, trace): ...",
        ],
    )
    def test_few_or_foreign_ones_are_welcome(self, signature):
        assert argument_faults("src/a.py", signature) == []

    @pytest.mark.parametrize(
        "signature",
        [
            "def f(a, b, c): ...",
            "def f(a, /, b, c=1): ...",
            "def f(a, *, b, c, d, e, g): ...",
            "class A:\n    def __init__(self, a, b, c): ...",
        ],
    )
    def test_many_are_refused(self, signature):
        assert len(argument_faults("src/a.py", signature)) == 1


class TestFaces:
    @pytest.mark.parametrize(
        "line",
        [
            "from safercity.partnership.people.queries import get_person",
            "from safercity.partnership.people import rules",
            "from safercity.partnership.common.forms import DateField",
            "from safercity.partnership.places.models import Place",
            "from safercity.evidence.matrix import Matrix",
        ],
    )
    def test_an_app_may_use(self, line):
        assert face_faults("places", line) == []

    @pytest.mark.parametrize(
        "line",
        [
            "from safercity.partnership.people.models import User",
            "from safercity.partnership.people import models",
            "import safercity.partnership.people.views",
            "import safercity.partnership.people",
        ],
    )
    def test_an_app_may_not_reach_past_a_face(self, line):
        assert len(face_faults("places", line)) == 1

    def test_config_collects_from_every_app(self):
        assert face_faults("config", "from safercity.partnership.people import panels") == []


class TestLeaks:
    @pytest.mark.parametrize(
        "text",
        [
            "-----BEGIN RSA PRIVATE KEY-----",
            "key = AKIAABCDEFGHIJKLMNOP",
            "https://someone:hunter2hunter2@packages.example/simple",
            "SECRET_KEY = 'k3j4h5k3j4h5k3j4h5'",
            "write to jane.doe@stoke.gov.uk",
            "AB 12 34 56 C",
            "ring 07911 123 456",
            "see /home/jane/extracts",
            r"see C:\Users\jane",
        ],
    )
    def test_a_leak_is_seen(self, text):
        (leak,) = leaks_of("a first line\n" + text)
        assert leak.startswith("line 2: ")

    @pytest.mark.parametrize(
        "text",
        [
            "write to office@safer.example",
            "ring 07700 900123",
            "@media (min-width: 40em)",
            "sha256:07911123456aaa",
            "https://127.0.0.1:8000/places",
            "SECRET_KEY = read_secret(workspace)",
        ],
    )
    def test_what_is_no_leak_passes(self, text):
        assert leaks_of(text) == []

    def test_an_index_is_seen(self):
        assert INDEXES.search("numpy==2\n--extra-index-url https://packages.example\n")
        assert not INDEXES.search("numpy==2 \\\n    --hash=sha256:00\n")


def test_an_untyped_argument_is_seen():
    function = ast.parse("def find_places(counts, *, run: Run): ...").body[0]
    assert untyped_parts(function) == ["counts", "the result"]
