"""Tables of points from spreadsheets: what is read, and what is refused with its line."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.points.own_points import MOST_CLASSES, MOST_POINTS, PLANE
from engine.data.points.point_tables import MOST_BYTES, is_point_table, parse_table, read_points
from engine.errors import DataError

HEADING = "height (cm),weight (kg),who\n"
GOOD = HEADING + "150.5,61,child\n181,82,adult\n"

DIALECTS = [("\t", "."), ("\t", ","), (";", "."), (";", ","), (",", ".")]
WORDS = st.sampled_from(["setosa", "virginica", "hot", "cold day", "ñu"])
LINES = st.lists(
    st.tuples(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), WORDS), min_size=2, max_size=40
).filter(lambda lines: len({word for _, _, word in lines}) > 1)


@settings(max_examples=40)
@given(LINES, st.sampled_from(DIALECTS), st.booleans(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_a_spreadsheet_writes_is_read_as_it_was(lines, dialect, headed, end):
    delimiter, mark = dialect
    rows = [[repr(x).replace(".", mark), repr(y).replace(".", mark), word] for x, y, word in lines]
    if headed:
        rows.insert(0, ["length [m]", "mass [kg]", "kind"])
    points = parse_table(end.join(delimiter.join(row) for row in rows) + end, "pasted")
    np.testing.assert_array_equal(points.values, [line[:2] for line in lines])
    assert [points.classes[label] for label in points.labels] == [line[2] for line in lines]
    assert points.axes == (("length [m]", "mass [kg]") if headed else ("", ""))


@settings(max_examples=40)
@given(st.text(st.characters(codec="utf-8"), max_size=60) | st.text('1.,;\t\n"aN-#', max_size=60))
def test_any_text_is_points_or_refused(text):
    try:
        points = parse_table(text, "pasted")
    except DataError:
        return
    assert np.isfinite(points.x).all()
    assert np.abs(points.x).max() <= PLANE
    assert 2 <= len(points.classes) <= MOST_CLASSES


def test_names_and_order_are_kept():
    points = parse_table(GOOD, "iris.csv")
    assert (points.title, points.axes) == ("iris.csv", ("height (cm)", "weight (kg)"))
    assert points.classes == ("child", "adult")
    assert points.values.tolist() == [[150.5, 61], [181, 82]]


def test_numbered_classes_stand_in_the_order_of_the_numbers():
    assert parse_table("1;2;10\n3;4;2\n5;6;2", "t").classes == ("2", "10")


def test_the_class_may_stand_first():
    points = parse_table("who,x,y\nchild,1,2\nadult,3,4", "t")
    assert points.axes == ("x", "y")
    assert points.values.tolist() == [[1, 2], [3, 4]]


def test_empty_lines_notes_quotes_and_empty_last_cells_are_passed_over():
    text = '# measured in May\n\n"x; left",y,class\n"1,5",−2,"a, b"\n;;\n3,4,c,,\n'
    points = parse_table(text, "t")
    assert points.values.tolist() == [[1.5, -2], [3, 4]]
    assert (points.axes[0], points.classes) == ("x; left", ("a, b", "c"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD + "18O,82,adult", "column 1 of line 4, got 18O"),
        (GOOD + "180,,adult", "column 2 of line 4, got an empty cell"),
        (GOOD + "nan,82,adult", "column 1 of line 4, got nan"),
        (GOOD + "1,-inf,adult", "column 2 of line 4, got -inf"),
        (GOOD + "1,1e999,adult", "column 2 of line 4, got 1e999"),
        (GOOD + "1,1e13,adult", "at most 1e.12"),
        (GOOD + "1,2,", "name of a class.* line 4, got 0"),
        (GOOD + "1,2", "three columns.* got 2 on line 4"),
        ("a;b\n1;2", "three columns.* got 2 on line 1"),
        ("1,5,2,5,a\n1,5,2,5,b", "three columns.* got 5 on line 1"),
        ("1.2x,3,a\n1,2,b", "column 1 of line 1, got 1.2x"),
        ("1,2,a\n3,4,a", "two classes or more in column 3, got a alone"),
        ("".join(f"{n},{n},{n}\n" for n in range(9)), "at most 6 classes in column 3, got 9"),
        ("".join(f"1,2,{n % 2}\n" for n in range(MOST_POINTS + 3)), "2000 points.* line 2001"),
        (HEADING, "got none"),
        ("", "got none"),
        ("x" * (MOST_BYTES + 1), "at most 2 MB"),
    ],
)
def test_what_is_no_table_of_points_is_refused_with_its_line(text, words):
    with pytest.raises(DataError, match=words):
        parse_table(text, "t")


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_of_usual_codings_are_read(tmp_path, coding):
    path = tmp_path / "medición.csv"
    path.write_text("tamaño;año;clase\n1,5;2;sí\n3;4;no", encoding=coding)
    points = read_points(path)
    assert (points.title, points.axes) == ("medición.csv", ("tamaño", "año"))


def test_a_large_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    monkeypatch.setattr(type(path), "read_bytes", lambda self: pytest.fail("it was read"))
    with pytest.raises(DataError, match="at most 2 MB"):
        read_points(path)


def test_what_is_no_text_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"PK\x03\x04\0\0")
    for each in (path, tmp_path, tmp_path / "none.csv"):
        with pytest.raises(DataError, match="cannot be read"):
            read_points(each)


def test_tables_are_known_by_their_ending(tmp_path):
    assert is_point_table(tmp_path / "A.CSV")
    assert not is_point_table(tmp_path / "a.png")
