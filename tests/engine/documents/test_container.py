"""The container refuses what is not finite or unpacks to too much."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from engine.documents.container import MAX_BYTES, pack, unpack
from engine.errors import DocumentError


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
