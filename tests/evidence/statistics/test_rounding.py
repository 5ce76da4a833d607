"""One figure is rounded to the same bits as an array of them."""

import struct

from hypothesis import example, given
from hypothesis import strategies as st

from safercity.evidence.statistics import round_figure, round_significant


@given(st.floats(allow_nan=True, allow_infinity=True), st.integers(1, 12))
@example(-0.5, 10)
@example(1e-281, 10)
@example(9.9999999995, 10)
@example(1e269, 10)
@example(2.9e-280, 12)
@example(1e-280, 20)
def test_one_figure_is_rounded_as_in_an_array(value, digits):
    one, many = round_figure(value, digits), float(round_significant(value, digits))
    assert struct.pack("d", one + 0.0) == struct.pack("d", many + 0.0)
