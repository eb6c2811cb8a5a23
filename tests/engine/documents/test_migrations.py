"""Documents of older forms are brought up to date, and there is one of every form."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from engine.documents import migrations
from engine.documents.container import pack, unpack
from engine.documents.files import read_document
from engine.documents.schema import decode
from tests.support.documents import SIMULATION_ID, opened, used

GOLDEN = Path(__file__).parent / "golden"


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
    assert document.schema == migrations.SCHEMA
    assert document.runs[0].id == SIMULATION_ID
