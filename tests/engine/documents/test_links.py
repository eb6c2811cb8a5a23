"""Links bring a page back bit for bit, and refuse what is damaged, foreign, newer or too large."""

import time
import zlib
from base64 import urlsafe_b64encode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.documents import links
from engine.documents.links import MOST_CHARACTERS, PAGE, is_link, link_of, read_link
from engine.errors import DocumentError
from engine.scores.stored_state import StoredState, stored
from engine.simulations import SIMULATIONS

LETTERS = st.sampled_from("aB7-_:=/ñ→\x00 \n")

SHORT = sorted(set(SIMULATIONS) - {"builder"})
"""Pages whose first state has no weights."""


def state_of(kind, simulation):
    return stored(kind, simulation.save())


def link_to(kind, saved):
    return link_of(kind, kind, saved.content, saved.arrays(), {PAGE: kind})


def opened(link):
    """Return the stored state in a link, and that of a new simulation restored from it."""
    document, arrays = read_link(link)
    (run,) = document.runs
    held = StoredState(run.simulation, bytes(run.content), arrays)
    simulation = held.restored(time.perf_counter)
    simulation.refresh(frozenset())
    return held, state_of(run.simulation, simulation), simulation


@pytest.fixture(scope="module")
def link():
    simulation = SIMULATIONS["perceptrons"](1, time.perf_counter)
    return link_to("perceptrons", simulation.save())


# --- round trip ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SHORT)
def test_a_page_comes_back_from_a_short_link(kind):
    simulation = SIMULATIONS[kind](1, time.perf_counter)
    simulation.refresh(frozenset())
    link = link_to(kind, simulation.save())
    held, again, restored = opened(link)
    assert len(link) < 1_000
    assert held.digest() == again.digest() == state_of(kind, simulation).digest()
    for each in (simulation, restored):
        each.close()


def test_a_link_may_be_broken_into_lines(link):
    lines = "\n".join(link[place : place + 70] for place in range(0, len(link), 70))
    assert opened(f"  {lines}\n")[0].digest() == opened(link)[0].digest()


@given(st.dictionaries(st.text(LETTERS, max_size=20), st.integers(-(2**53), 2**53), max_size=8))
def test_view_values_come_back(view):
    document, arrays = read_link(link_of("a", "b", {"settings": {}}, {}, view))
    assert (document.view, arrays) == (view, {})


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, width=64), max_size=50))
def test_arrays_come_back_bit_for_bit(values):
    array = np.array(values, np.float64)
    _, arrays = read_link(link_of("a", "b", {}, {"w": array}, {}))
    assert arrays["w"].tobytes() == array.tobytes()


# --- what is refused -----------------------------------------------------------------------------


@given(st.data())
def test_a_changed_letter_is_found(link, data):
    place = data.draw(st.integers(len("nabla:"), len(link) - 2))
    letter = data.draw(st.sampled_from("ABCxyz019-_").filter(lambda each: each != link[place]))
    with pytest.raises(DocumentError):
        read_link(link[:place] + letter + link[place + 1 :])


@given(st.data())
def test_a_shortened_link_is_damaged(link, data):
    with pytest.raises(DocumentError, match="damaged or shortened"):
        read_link(link[: data.draw(st.integers(len("nabla:"), len(link) - 2))])


@given(st.text(LETTERS, max_size=200))
def test_any_other_text_is_refused_in_a_sentence(text):
    for each in (text, f"nabla:{text}"):
        with pytest.raises(DocumentError, match="expected"):
            read_link(each)


def made(plain, form=1):
    """Return a link around any content, with the right checksum."""
    stream = zlib.compress(plain, 9)
    body = bytes([form]) + zlib.crc32(stream).to_bytes(4, "big") + stream
    return "nabla:" + urlsafe_b64encode(body).decode()


def test_a_link_of_a_newer_form_is_said_to_be_newer():
    with pytest.raises(DocumentError, match="newer Nabla Lab"):
        read_link(made(b"", form=2))


def test_a_bomb_is_not_unpacked():
    link = made(bytes(8 * 2**20))
    assert len(link) < MOST_CHARACTERS
    with pytest.raises(DocumentError, match="at most 16000 characters"):
        read_link(link)


def test_a_huge_text_is_not_decoded():
    with pytest.raises(DocumentError, match="at most 16000 characters"):
        read_link("nabla:" + "A" * 10**6)


@given(st.binary(max_size=300))
def test_any_content_with_a_right_checksum_is_refused(plain):
    with pytest.raises(DocumentError):
        read_link(made(plain))


def test_a_state_that_is_too_large_is_told_how_to_travel():
    array = np.random.default_rng(1).normal(size=5_000)
    with pytest.raises(DocumentError, match="save the document"):
        link_of("a", "b", {}, {"w": array}, {})


@pytest.mark.parametrize("data", ["/data/digits", "C:\\digits"])
def test_folders_of_this_machine_are_never_in_a_link(data):
    with pytest.raises(DocumentError, match="data of this machine"):
        link_of("a", "b", {"data": data}, {}, {})


def test_the_form_is_that_of_the_module(link):
    assert is_link(link)
    assert not is_link("https://example.org")
    assert links.FORM == 1
