"""`recognise`: pictures and strokes in, digits out; all of a file or nothing."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image

from tests.support.command_line import strict_json

SEVEN = [[[10, 10], [60, 10], [30, 90]]]


@pytest.fixture
def reader(train, tmp_path):
    """Return the file of a small network that reads."""
    file = tmp_path / "reader.run"
    train("--save", file)
    return file


def written(path, content):
    """Write a document as JSON and return its path."""
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def test_pictures_and_strokes_are_answered_in_the_order_they_came(call, reader, tmp_path):
    strokes = written(tmp_path / "a.json", [{"strokes": SEVEN}, {"strokes": [[[0, 0], [0, 9]]]}])
    picture = tmp_path / "b.png"
    pixels = np.full((40, 40), 255, np.uint8)
    pixels[5:35, 18:22] = 0
    Image.fromarray(pixels).save(picture)
    arguments = ("recognise", "--weights", reader)
    status, out, err = call(*arguments, strokes, picture, "--json")
    assert (status, err) == (0, "")
    answers = strict_json(out)
    assert len(answers) == 3
    for found in answers:
        assert list(found) == ["digit", "probabilities", "runner_up", "familiar"]
        assert sum(found["probabilities"]) == pytest.approx(1)
        order = np.argsort(found["probabilities"])[::-1]
        assert [found["digit"], found["runner_up"]] == order[:2].tolist()
        assert 0 <= found["familiar"] <= 1
    assert strict_json(call(*arguments, picture, strokes, "--json")[1]) == [
        answers[2],
        answers[0],
        answers[1],
    ]
    assert len(call(*arguments, strokes, picture)[1].splitlines()) == 3


def test_strokes_are_recognised_by_their_content_too(call, reader, tmp_path):
    strokes = written(tmp_path / "drawing.txt", [{"strokes": SEVEN, "label": 7}])
    assert call("recognise", "--weights", reader, strokes)[0] == 0


LINES = [[[120, 10], [30, 140]], [[30, 140], [200, 140]], [[140, 60], [140, 240]]]


def test_strokes_of_two_points_are_read_as_the_option_says(call, tmp_path):
    turned = [[list(row) for row in zip(*line, strict=True)] for line in LINES]
    files = {
        "points": written(tmp_path / "points.json", [{"strokes": LINES}]),
        "rows": written(tmp_path / "rows.json", [{"strokes": turned}]),
    }
    for form, file in files.items():
        status, _, err = call("recognise", file)
        assert status == 2
        assert "add --strokes points or --strokes rows" in err
        found = strict_json(call("recognise", file, "--strokes", form, "--json")[1])
        assert found[0]["digit"] == 4


DEEP = "[" * 100_000
STROKES = {
    "a word": ('"seven"', "expected a JSON list"),
    "nothing": ([], "an empty list"),
    "no strokes": ([{"lines": SEVEN}], 'expected an object with "strokes" as drawing 1'),
    "empty": ([{"strokes": []}], "at least two points in drawing 1, got 0"),
    "empty stroke": ([{"strokes": [[]]}], "at least two points in drawing 1, got 0"),
    "one point": ([{"strokes": [[[3, 4]]]}], "at least two points in drawing 1, got 1"),
    "second is bad": ([{"strokes": SEVEN}, {"strokes": 7}], "drawing 2"),
    "words": ([{"strokes": [[["a", "b"], ["c", "d"]]]}], "points [x, y] with numbers"),
    "null": ([{"strokes": [[None, None]]}], "points [x, y] with numbers"),
    "truth": ([{"strokes": [[[True, False], [True, True]]]}], "points [x, y] with numbers"),
    "three numbers": ([{"strokes": [[[1, 2, 3], [4, 5, 6]]]}], "add --strokes points or"),
    "four numbers": ([{"strokes": [[[1, 2, 3, 4]] * 4]}], "points [x, y] with numbers"),
    "ragged": ([{"strokes": [[[1, 2], [3]]]}], "points"),
    "nan": ('[{"strokes": [[[NaN, 1], [2, 3]]]}]', "not a finite number"),
    "infinite": ('[{"strokes": [[[1e999, 1], [2, 3]]]}]', "not a finite number"),
    "huge": ([{"strokes": [[[1e300, 1], [2, 3]]]}], "not a finite number below"),
    "endless": ([{"strokes": [[[1, 2]] * 100_001]}], "at most 100000 points"),
    "text": ("Dear reader", "expected JSON such as"),
    "no file": ("", "expected JSON such as"),
    "deep": (DEEP, "expected JSON such as"),
    "long number": (f'[{{"strokes": [[[{"9" * 5000}, 1], [2, 3]]]}}]', "expected"),
}


@pytest.mark.parametrize("name", STROKES)
def test_bad_strokes_are_refused_and_the_good_ones_before_them_not_answered(
    name, call, reader, tmp_path
):
    content, message = STROKES[name]
    good = written(tmp_path / "good.json", [{"strokes": SEVEN}])
    bad = written(tmp_path / "bad.json", content)
    status, out, err = call("recognise", "--weights", reader, good, bad, "--json")
    assert (status, out) == (2, "")
    assert message in err
    assert "bad.json" in err
    assert err.count("\n") == 1


def test_a_text_file_called_png_and_an_empty_picture_are_refused(call, reader, tmp_path):
    text = written(tmp_path / "a.png", "Dear reader")
    blank = tmp_path / "b.png"
    Image.new("L", (28, 28), 255).save(blank)
    for path, message in ((text, "expected a picture"), (blank, "expected ink")):
        status, out, err = call("recognise", "--weights", reader, path)
        assert (status, out) == (2, "")
        assert message in err


def test_a_network_that_reads_no_pictures_is_refused(call, tmp_path):
    from engine.networks.network import Network
    from engine.networks.specification import parse_layers
    from engine.runs.storage import save_network

    file = tmp_path / "other"
    save_network(file, Network.initialised(parse_layers("12-10"), "normal", 1))
    strokes = written(tmp_path / "a.json", [{"strokes": SEVEN}])
    status, _, err = call("recognise", "--weights", file, strokes)
    assert status == 2
    assert "784 inputs and 10 outputs" in err


def test_a_seven_is_read_as_a_seven_by_the_shipped_network(call, tmp_path):
    strokes = written(tmp_path / "a.json", [{"strokes": SEVEN}])
    status, out, _ = call("recognise", strokes, "--json")
    (found,) = strict_json(out)
    assert (status, found["digit"]) == (0, 7)
