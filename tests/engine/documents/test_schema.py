"""Documents: the same bytes again, the same runs again, and nothing hostile gets in."""

from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import msgspec
import numpy as np
import pytest

from engine.commands.transport import Seek, Start
from engine.documents import migrations
from engine.documents.container import MAX_BYTES, pack, unpack
from engine.documents.files import backup_of, read_document, write_document
from engine.documents.schema import Document, decode, read
from engine.documents.thinning import MOST_FRAMES, thinned
from engine.errors import DocumentError, EngineError
from engine.simulations import SIMULATIONS
from engine.training.states import State
from tests.support.documents import (
    MUTATIONS,
    SIMULATION_ID,
    bytes_of,
    opened,
    small_digits,
    used,
    worked_on,
)
from tests.support.sources import ROOT

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def session():
    """Return a session in which something of everything was done."""
    before = SIMULATIONS["digits"]
    SIMULATIONS["digits"] = small_digits
    session = worked_on()
    yield session
    session.close()
    SIMULATIONS["digits"] = before


@pytest.fixture(scope="module")
def content(session):
    """Return the bytes of its document."""
    return bytes_of(session)


def saved_again(digits):
    """Return the bytes of a page that was opened."""
    from engine.documents.schema import encode

    kept = digits.save()
    arrays = {f"0:{name}": array for name, array in kept.arrays().items()}
    return encode([(SIMULATION_ID, "digits", kept.content)], {"axis": "epochs"}, arrays)


def go_on(digits, command):
    """Let a page do a command to its end."""
    digits.handlers[type(command)](command)
    while digits.busy:
        digits.advance(0.05)


def test_what_is_opened_and_saved_again_is_the_same_file(content):
    digits = opened(content)
    assert saved_again(digits) == content
    digits.close()


def test_a_run_goes_on_to_the_same_bits_as_if_it_had_never_been_closed(session, content):
    before, after = session._simulations[SIMULATION_ID], opened(content)
    for step in (0, 33, 55, 71):
        go_on(before, Seek(SIMULATION_ID, step))
        go_on(after, Seek(SIMULATION_ID, step))
        assert before.learning.network.digest() == after.learning.network.digest()
    go_on(before, Start(SIMULATION_ID))
    go_on(after, Start(SIMULATION_ID))
    assert before.learning.run.step == after.learning.run.step
    assert before.learning.network.digest() == after.learning.network.digest()
    go_on(before, Seek(SIMULATION_ID, 70))
    after.close()


def test_everything_that_was_made_is_there_again(session, content):
    before = session._simulations[SIMULATION_ID].state(frozenset({"answers"}))
    digits = opened(content)
    after = digits.state(frozenset({"answers"}))
    assert after.strokes == before.strokes != ()
    assert after.training.settings == before.training.settings
    assert [str(c.message) for c in after.training.changes] == [
        str(c.message) for c in before.training.changes
    ]
    names = [(b.id, b.parent, str(b.name), b.last_step) for b in after.training.branches]
    assert names == [(b.id, b.parent, str(b.name), b.last_step) for b in before.training.branches]
    assert len(names) > 2
    segments = digits.learning.run.trainer.segments
    assert segments == session._simulations[SIMULATION_ID].learning.run.trainer.segments
    assert segments[-1].taught
    np.testing.assert_array_equal(
        after.training.history.test_cost, before.training.history.test_cost
    )
    assert after.reading is not None
    assert after.reading.digit == before.reading.digit
    digits.close()


def test_what_branches_share_is_written_and_opened_once(content):
    digits = opened(content)
    films = [branch.run.recording.frames() for branch in digits.learning.branches]
    assert films[0][0] is films[1][0]
    epoch_metrics = [branch.run.epoch_metrics for branch in digits.learning.branches]
    assert epoch_metrics[0][0] is epoch_metrics[1][0]
    digits.close()


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.nabla")), ids=lambda path: path.stem)
def test_documents_of_every_form_open(path, session):
    digits = opened(read_document(path))
    assert len(digits.learning.branches.all) == 3
    used(digits)
    digits.close()


def test_there_is_a_golden_document_of_every_form():
    forms = {decode_form(path) for path in GOLDEN.glob("*.nabla")}
    assert forms == set(range(1, migrations.SCHEMA + 1))


def decode_form(path):
    """Return the number that a document gives itself."""
    return msgspec.json.decode(unpack(path.read_bytes())[0])["schema"]


def test_an_older_form_is_brought_up_to_date(content, monkeypatch):
    text, arrays = unpack(content)
    old = msgspec.json.decode(text)
    old["schema"] = 0
    old["pages"] = old.pop("runs")

    def rename(said):
        return {"schema": 1, "runs": said["pages"], "view": said["view"]}

    monkeypatch.setitem(migrations.MIGRATIONS, 0, rename)
    document, _ = decode(pack(msgspec.json.encode(old), arrays))
    assert document.schema == 1
    assert document.runs[0].id == SIMULATION_ID


def test_a_newer_form_is_refused_with_advice(content):
    text, arrays = unpack(content)
    newer = {**msgspec.json.decode(text), "schema": migrations.SCHEMA + 1}
    with pytest.raises(DocumentError, match="newer Nabla Lab"):
        decode(pack(msgspec.json.encode(newer), arrays))


def test_nested_text_is_refused():
    with pytest.raises(DocumentError):
        read(b'{"schema":1,"view":{},"runs":' + b"[" * 200_000, Document)


def test_numbers_that_are_not_finite_are_refused():
    with pytest.raises(DocumentError, match="not finite"):
        unpack(pack(b"{}", {"a": np.array([np.nan])}))


def test_a_file_that_unpacks_to_more_than_is_allowed_is_refused_before_it_is_unpacked():
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("document.json", b"{}")
        packed.writestr("arrays.safetensors", bytes(MAX_BYTES + 1))
    bomb = out.getvalue()
    del out
    tracemalloc.start()
    with pytest.raises(DocumentError, match="at most"):
        unpack(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2**20


def check_spoilt(content, numbers):
    """Open spoilt documents: each opens and can be used, or is refused in one sentence."""
    sentences = []
    for number in numbers:
        generator = np.random.default_rng(number)
        spoilt = MUTATIONS[number % len(MUTATIONS)](content, generator)
        try:
            digits = opened(spoilt)
        except EngineError as error:
            sentences.append(str(error))
        else:
            used(digits)
            digits.close()
    assert all("\n" not in sentence and len(sentence) < 500 for sentence in sentences)
    return len(sentences)


def test_spoilt_documents_open_or_are_refused_in_one_sentence(content):
    assert check_spoilt(content, range(300)) > 200


@pytest.mark.slow
def test_10_000_spoilt_documents_open_or_are_refused_in_one_sentence(content):
    assert check_spoilt(content, range(10_000)) > 8_000


# --- on disk ---------------------------------------------------------------------------------


def test_a_save_keeps_what_was_there_before(tmp_path):
    path = tmp_path / "work.nabla"
    first, second = (pack(b"%d" % number, {"a": np.arange(number)}) for number in (3, 4))
    write_document(path, first)
    assert not backup_of(path).exists()
    write_document(path, second)
    assert path.read_bytes() == second
    assert backup_of(path).read_bytes() == first
    assert sorted(file.name for file in tmp_path.iterdir()) == ["work.nabla", "work.nabla~"]


def test_a_damaged_file_does_not_take_the_place_of_a_sound_backup(tmp_path):
    path = tmp_path / "work.nabla"
    first, second = (pack(b"%d" % number, {"a": np.arange(number)}) for number in (3, 4))
    write_document(path, first)
    write_document(path, second)
    path.write_bytes(b"damaged")
    write_document(path, second)
    assert backup_of(path).read_bytes() == first


def test_a_missing_document_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "nothing.nabla", tmp_path):
        with pytest.raises(DocumentError, match="no such file"):
            read_document(path)


def test_a_folder_that_takes_no_files_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(EngineError, match="cannot be written"):
        write_document(tmp_path / "none" / "work.nabla", pack(b"1", {}))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by signal")
def test_a_save_that_is_killed_at_any_moment_leaves_the_old_or_the_new_document(tmp_path):
    script = ROOT / "tests" / "support" / "killed_saves.py"
    found = subprocess.run(
        [sys.executable, script, tmp_path, "100"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=250,
    )
    said = msgspec.json.decode(found.stdout)
    assert said["sound"] == 100
    assert said["interrupted"] > 5


# --- how much is kept ------------------------------------------------------------------------


def film(count, size=100):
    """Return key frames."""
    return tuple(State(np.full(size, n, float), np.zeros(0), np.zeros(3), n) for n in range(count))


def test_key_frames_are_thinned_evenly_and_keep_both_ends():
    (kept,) = thinned([film(1_000)], 10**9)
    steps = [frame.step for frame in kept]
    assert len(steps) <= MOST_FRAMES
    assert (steps[0], steps[-1]) == (0, 999)
    assert max(np.diff(steps)) <= 8


def test_thinning_stays_under_its_budget_and_counts_shared_frames_once():
    long = film(200)
    branch = long[:150]
    kept = thinned([long, branch], 200 * long[0].nbytes)
    assert [len(each) for each in kept] == [200, 150]
    kept = thinned([long, branch], 60 * long[0].nbytes)
    unique = {id(frame) for each in kept for frame in each}
    assert len(unique) <= 60
    assert thinned(kept, 60 * long[0].nbytes) == kept
