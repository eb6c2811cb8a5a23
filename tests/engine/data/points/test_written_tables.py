"""Points as a table that is read again to the same bits."""

from __future__ import annotations

import numpy as np

from app.widgets.basics.saving import comma_separated
from engine.data.points.point_sets import PointData
from engine.data.points.point_tables import parse_table
from engine.data.points.written_tables import table_rows
from tests.engine.data.points.test_own_points import own


def test_points_of_a_table_are_written_in_their_own_units():
    before = own([(1e9 / 3, -0.1), (2.5e-7, 80), (3, 4)], [1, 0, 1], ('"a, b"', "ñu"))
    rows = table_rows(before, before.x, before.labels)
    after = parse_table(comma_separated(rows), before.title)
    np.testing.assert_array_equal(after.values, before.values)
    names = [[each.classes[label] for label in each.labels] for each in (before, after)]
    assert names[0] == names[1]


def test_points_of_a_shape_are_written_to_the_same_bits():
    data = PointData("circles", 0.12).load()
    x, labels = data.training.x, data.training.labels
    after = parse_table(comma_separated(table_rows(None, x, labels)), "t")
    np.testing.assert_array_equal(after.values.astype(np.float32), x)
    assert (after.axes, after.classes) == (("x1", "x2"), ("0", "1"))
    assert [after.classes[label] for label in after.labels] == [str(n) for n in labels]
