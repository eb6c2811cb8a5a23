"""`recognise`: pictures and strokes in, digits out; all of a file or nothing."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.support.command_line import strict_json
from tests.support.photographs.papers import row_of
from tests.support.samples.mnist_files import digit_folders, write_pair

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
        assert list(found)[:4] == ["digit", "name", "probabilities", "runner_up"]
        assert list(found)[4:] == ["runner_up_name", "familiar", "digits", "file"]
        assert [found["name"], found["runner_up_name"]] == [
            str(found["digit"]),
            str(found["runner_up"]),
        ]
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
def test_bad_strokes_are_refused_and_other_files_are_answered(name, call, reader, tmp_path):
    content, message = STROKES[name]
    good = written(tmp_path / "good.json", [{"strokes": SEVEN}])
    bad = written(tmp_path / "bad.json", content)
    status, out, err = call("recognise", "--weights", reader, bad, good, "--json")
    assert status == 2
    assert [found["file"] for found in strict_json(out)] == [str(good)]
    assert message in err
    assert "bad.json" in err
    assert err.count("\n") == 1


def test_a_text_file_called_png_is_refused(call, reader, tmp_path):
    text = written(tmp_path / "a.png", "Dear reader")
    status, out, err = call("recognise", "--weights", reader, text)
    assert (status, out) == (2, "")
    assert "expected a picture" in err


@pytest.mark.parametrize("size", [28, 300])
def test_blank_paper_holds_no_digit(call, reader, tmp_path, size):
    blank = tmp_path / "blank.png"
    Image.new("L", (size, size), 255).save(blank)
    status, out, _ = call("recognise", "--weights", reader, blank)
    assert (status, out) == (0, f"{blank}: no digit\n")
    (found,) = strict_json(call("recognise", "--weights", reader, blank, "--json")[1])
    assert found == {"digit": None, "digits": [], "reason": "no digit", "file": str(blank)}


def test_figures_that_stand_apart_are_read_from_left_to_right(call, tmp_path):
    path = tmp_path / "figures.png"
    Image.fromarray(np.uint8(255 * (1 - row_of("4207")))).save(path)
    status, out, _ = call("recognise", path)
    assert status == 0
    assert ": 4 2 0 7 (" in out
    (found,) = strict_json(call("recognise", path, "--json")[1])
    assert list(found) == ["digit", "digits", "figures", "file"]
    assert found["digits"] == [one["digit"] for one in found["figures"]] == [4, 2, 0, 7]


def test_figures_that_touch_are_more_than_one_figure(call, reader, tmp_path):
    path = tmp_path / "figures.png"
    pixels = row_of("4207")
    pixels[60:66, 30:-30] = 1
    Image.fromarray(np.uint8(255 * (1 - pixels))).save(path)
    assert call("recognise", "--weights", reader, path)[:2] == (
        0,
        f"{path}: more than one figure\n",
    )


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


def test_good_pictures_are_answered_and_every_bad_one_is_named(call, reader, tmp_path):
    pixels = np.full((40, 40), 255, np.uint8)
    pixels[5:35, 18:22] = 0
    names = ("a.png", "b.png", "c.png", "d.png")
    a, b, c, d = (tmp_path / name for name in names)
    for path in (a, d):
        Image.fromarray(pixels).save(path)
    b.write_bytes(a.read_bytes()[:60])
    c.write_bytes(b"")
    status, out, err = call("recognise", "--weights", reader, a, b, c, d)
    assert status == 2
    assert [line.split(": ")[0] for line in out.splitlines()] == [str(a), str(d)]
    assert [line.split(": ")[0] for line in err.splitlines()] == [str(b), str(c)]


def test_a_run_on_named_classes_answers_by_name(call, tmp_path):
    names = {0: "zero", 1: "one", 2: "two", 3: "three", 4: "four"}
    folder = digit_folders(tmp_path / "data", names, count=20)
    file = tmp_path / "words.run"
    options = ("--data", folder, "--epochs", 30, "--save", file)
    assert call("train", "784-20-10", *options)[0] == 0
    pictures = {name: sorted((folder / name).iterdir())[:4] for name in names.values()}
    status, out, _ = call("recognise", "--weights", file, *chain(*pictures.values()), "--json")
    answers = strict_json(out)
    assert status == 0
    right = [found["name"] == Path(found["file"]).parent.name for found in answers]
    assert sum(right) >= 16
    arguments = ("recognise", "--weights", file, pictures["two"][0])
    out = call(*arguments)[1]
    assert ": two (" in out
    for suffix in ("safetensors", "npz"):
        exported = tmp_path / f"words.{suffix}"
        assert call("export", file, "--to", exported)[0] == 0
        out = call("recognise", "--weights", exported, pictures["two"][0])[1]
        assert ": two (" in out


def test_letters_are_learned_and_answered_at_their_own_size(call, tmp_path):
    generator = np.random.default_rng(0)
    marks = generator.integers(0, 2, (26, 12, 12)).astype(np.uint8) * 255
    marks[:, 0], marks[:, -1], marks[:, :, 0], marks[:, :, -1] = 0, 0, 0, 0
    write_pair(tmp_path / "letters", "train", np.repeat(marks, 6, 0), np.repeat(range(1, 27), 6))
    file = tmp_path / "letters.run"
    options = ("--data", tmp_path / "letters", "--epochs", 30, "--save", file)
    assert call("train", "144-40-26", *options)[0] == 0
    for letter in (0, 12, 25):
        Image.fromarray(marks[letter]).save(tmp_path / f"{letter}.png")
        out = call("recognise", "--weights", file, tmp_path / f"{letter}.png")[1]
        assert f".png: {chr(65 + letter)} (" in out
    strokes = written(tmp_path / "a.json", [{"strokes": SEVEN}])
    assert call("recognise", "--weights", file, strokes)[0] == 0
    assert call("export", file, "--to", tmp_path / "letters.npz")[0] == 0
    out = call("recognise", "--weights", tmp_path / "letters.npz", tmp_path / "25.png")[1]
    assert ".png: Z (" in out


@pytest.mark.parametrize("suffix", ["safetensors", "npz"])
def test_exported_weights_read_as_the_run_does(call, reader, tmp_path, suffix):
    exported = tmp_path / f"weights.{suffix}"
    assert call("export", reader, "--to", exported)[0] == 0
    strokes = written(tmp_path / "a.json", [{"strokes": SEVEN}])
    by_run, by_export = (
        strict_json(call("recognise", "--weights", file, strokes, "--json")[1])
        for file in (reader, exported)
    )
    assert by_export[0]["probabilities"] == by_run[0]["probabilities"]


@pytest.mark.parametrize("suffix", ["safetensors", "npz"])
def test_exported_weights_hold_no_run_to_resume(call, reader, tmp_path, suffix):
    exported = tmp_path / f"weights.{suffix}"
    assert call("export", reader, "--to", exported)[0] == 0
    status, out, err = call("train", "--resume", exported)
    assert (status, out) == (2, "")
    assert "which hold no run; begin a new run without --resume" in err


def test_a_state_dict_reads_with_its_layers(call, tmp_path):
    from safetensors.numpy import save_file

    tensors = {"fc.weight": np.zeros((10, 784), np.float32), "fc.bias": np.eye(10, dtype="f4")[7]}
    save_file(tensors, tmp_path / "a.safetensors")
    strokes = written(tmp_path / "a.json", [{"strokes": SEVEN}])
    arguments = ("recognise", "--weights", tmp_path / "a.safetensors", strokes, "--json")
    status, _, err = call(*arguments)
    assert status == 2
    assert '--layers "784 softmax10"' in err
    assert strict_json(call(*arguments, "--layers", "784 softmax10")[1])[0]["digit"] == 7
