"""Documents that are newer, nested or spoilt are refused in one sentence."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from engine.documents import migrations
from engine.documents.container import pack, unpack
from engine.documents.schema import Document, decode, read
from engine.errors import DocumentError, EngineError
from tests.support.documents import MUTATIONS, opened, used


def test_a_newer_form_is_refused_with_advice(content):
    text, arrays = unpack(content)
    newer = {**msgspec.json.decode(text), "schema": migrations.SCHEMA + 1}
    with pytest.raises(DocumentError, match="newer Nabla Lab"):
        decode(pack(msgspec.json.encode(newer), arrays))


def test_nested_text_is_refused():
    with pytest.raises(DocumentError):
        read(b'{"schema":1,"view":{},"runs":' + b"[" * 200_000, Document)


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
