import numpy as np
import pytest

from safercity.evidence.geography import to_centimetres, to_degrees, to_metres

# Ordnance Survey's published test points TP01-TP40: OSTN15_OSGM15_TestInput_ETRStoOSGB.txt and
# OSTN15_OSGM15_TestOutput_ETRStoOSGB.txt of the OSTN15/OSGM15 developer pack (2016), latitude,
# longitude (here to 8 places, about a millimetre), easting, northing.
OS_POINTS = np.array([
    (49.92226394, -6.29977752, 91492.146, 11318.804),
    (49.96006138, -5.20304610, 170370.718, 11572.405),
    (50.43885826, -4.10864564, 250359.811, 62016.569),
    (50.57563665, -1.29782277, 449816.371, 75335.861),
    (50.93127938, -1.45051434, 438710.920, 114792.250),
    (51.40078220, -3.55128349, 292184.870, 168003.465),
    (51.37447026, 1.44454730, 639821.835, 169565.858),
    (51.42754743, -2.54407618, 362269.991, 169978.690),
    (51.48936565, -0.11992557, 530624.974, 178388.464),
    (51.85890896, -4.30852477, 241124.584, 220332.641),
    (51.89436637, 0.89724327, 599445.590, 225722.826),
    (52.25529382, -2.15458614, 389544.190, 261912.153),
    (52.25160951, -0.91248957, 474335.969, 262047.755),
    (52.75136687, 0.40153547, 562180.547, 319784.995),
    (52.96219109, -1.19747656, 454002.834, 340834.943),
    (53.34480280, -2.64049321, 357455.843, 383290.436),
    (53.41628516, -4.28918070, 247958.971, 393492.909),
    (53.41630925, -4.28917793, 247959.241, 393495.583),
    (53.77911026, -3.04045491, 331534.564, 431920.794),
    (53.80021520, -1.66379168, 422242.186, 433818.701),
    (54.08666318, -4.63452168, 227778.330, 468847.388),
    (54.11685144, -0.07773133, 525745.670, 470703.214),
    (54.32919541, -4.38849118, 244780.636, 495254.887),
    (54.89542340, -2.93827741, 339921.145, 556034.761),
    (54.97912274, -1.61657685, 424639.355, 565012.703),
    (55.85399953, -4.29649016, 256340.925, 664697.269),
    (55.92478266, -3.29479219, 319188.434, 670947.534),
    (57.00606696, -5.82836692, 167634.202, 797067.144),
    (57.13902519, -2.04856031, 397160.491, 805349.736),
    (57.48625001, -4.21926399, 267056.768, 846176.972),
    (57.81351838, -8.57854456, 9587.909, 899448.996),
    (58.21262247, -7.59255561, 71713.132, 938516.404),
    (58.51560361, -6.26091456, 151968.652, 966483.780),
    (58.58120461, -3.72631022, 299721.891, 967202.992),
    (59.03743871, -3.21454001, 330398.323, 1017347.016),
    (59.09335035, -4.41757675, 261596.778, 1025447.602),
    (59.09671617, -5.82799340, 180862.461, 1029604.114),
    (59.53470794, -1.62516966, 421300.525, 1072147.239),
    (59.85409914, -1.27486910, 440725.073, 1107878.448),
    (60.13308092, -2.07382823, 395999.668, 1138728.951),
])  # fmt: skip
# The eight places of the degrees are worth 1.1 mm, and the result is rounded to one more.
MILLIMETRES = 0.0021


def test_every_point_that_ordnance_survey_published():
    easting, northing = to_metres(OS_POINTS[:, 1], OS_POINTS[:, 0])
    off = np.hypot(easting - OS_POINTS[:, 2], northing - OS_POINTS[:, 3])
    assert off.max() < MILLIMETRES


def test_every_published_point_back_to_degrees():
    longitude, latitude = to_degrees(OS_POINTS[:, 2], OS_POINTS[:, 3])
    north = 111_320 * np.abs(latitude - OS_POINTS[:, 0])
    east = 111_320 * np.abs(longitude - OS_POINTS[:, 1]) * np.cos(np.radians(latitude))
    # The inverse repeats the forward conversion until it settles: worst 4.6 mm of the 40.
    assert np.hypot(east, north).max() < 0.005


def test_there_and_back_is_within_a_millimetre_or_two():
    random = np.random.default_rng(4)
    easting, northing = random.uniform(350_000, 500_000, (2, 20_000)).round(3)
    again = to_metres(*to_degrees(easting, northing))
    assert np.hypot(again[0] - easting, again[1] - northing).max() < 0.0021


@pytest.mark.parametrize(
    "longitude, latitude",
    [(np.nan, 53.0), (-2.0, np.nan), (53.0, -2.0), (2.35, 48.86), (-2.0, 53.0e5), (np.inf, 53.0)],
)
def test_outside_great_britain_or_missing_is_nan_and_nothing_beside_it(longitude, latitude):
    easting, northing = to_metres([longitude, -2.18], [latitude, 53.02])
    assert np.isnan(easting[0]) and np.isnan(northing[0])
    assert easting[1] == pytest.approx(388022.7, abs=1000) and np.isfinite(northing[1])


@pytest.mark.parametrize("length", [0, 1, 3])
def test_any_length_comes_back_as_float_arrays_of_that_length(length):
    for values in (to_metres(np.full(length, -2.18), np.full(length, 53.02)),
                   to_degrees(np.full(length, 388_000), np.full(length, 347_000))):  # fmt: skip
        assert [v.shape for v in values] == [(length,)] * 2
        assert all(v.dtype == np.float64 for v in values)


def test_strided_and_integer_arrays_are_read_as_they_stand():
    both = np.array([[-2.18, 53.02], [-2.10, 53.00]])
    assert np.array_equal(to_metres(both[:, 0], both[:, 1])[0],
                          to_metres(both[:, 0].copy(), both[:, 1].copy())[0])  # fmt: skip
    assert np.isfinite(to_degrees(np.array([388_000]), np.array([347_000]))[0]).all()


def test_centimetres_are_whole_and_missing_is_minus_one():
    assert to_centimetres([388_000.004, 388_000.006, np.nan]).tolist() == [38800000, 38800001, -1]
