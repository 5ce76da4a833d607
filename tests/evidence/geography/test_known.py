from hypothesis import given
from hypothesis import strategies as st

from safercity.evidence.geography.known import KnownCodes, pack_codes, unpack_codes

numbers = st.integers(0, 60).map(lambda number: f"{number:08d}")
codes = st.tuples(st.sampled_from("EW"), numbers).map("".join) | st.text("AB9", min_size=1)


@given(st.frozensets(codes))
def test_packed_codes_come_back(found):
    assert unpack_codes(pack_codes(found)) == found


def test_runs_are_short_and_do_not_cross_a_letter_or_a_width():
    assert pack_codes(["E01000009", "E01000010", "E01000011", "W01000012", "E01000013"]) == [
        "E01000009+2", "E01000013", "W01000012",
    ]  # fmt: skip


def test_an_unknown_kind_and_a_missing_file_know_nothing(tmp_path):
    assert KnownCodes.read(tmp_path / "none.json").of_kind("lsoa") == frozenset()
