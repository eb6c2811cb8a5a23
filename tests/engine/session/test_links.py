"""A session makes the link of a page, and another session opens it bit for bit."""

import pytest

from engine.commands.documents import MakeLink, OpenLink
from engine.commands.edits import SetSetting, SetWeight
from engine.commands.pages.builder import PaintPoints, ResizeLayer
from engine.commands.transport import Open, Start
from engine.documents.links import PAGE
from engine.scores.stored_state import stored
from engine.session.session import Session
from tests.support.documents import settle

ID = "builder"


def with_commands(*commands):
    session = Session()
    session.apply(Open(ID, ID))
    for command in commands:
        session.apply(command)
        settle(session)
    return session


def digest(session):
    return stored(ID, session._simulations[ID].save()).digest()


def weights(session):
    run = session._simulations[ID].learning.run
    return run.step, run.trainer.state.parameters.tobytes()


@pytest.fixture(scope="module")
def made():
    """Return a link, and step and weights of what it links to."""
    session = with_commands(
        SetSetting(ID, "epochs", 3),
        ResizeLayer(ID, 1, 6),
        PaintPoints(ID, ((0.1, 0.2), (0.3, -0.4)), 0),
        Start(ID),
        SetWeight(ID, 0, 1, 0, 0.75),
        MakeLink(ID, ((PAGE, ID),)),
    )
    yield session.snapshot().document.link, weights(session)
    session.close()


@pytest.fixture
def link(made):
    return made[0]


def test_a_trained_and_changed_network_is_the_same_in_every_session(made):
    link, trained = made
    one, other = (with_commands(OpenLink(link)) for _ in range(2))
    assert weights(one) == trained
    assert trained[0] > 0
    assert digest(one) == digest(other)
    document = one.snapshot().document
    assert (document.path, document.changed, document.view) == ("", True, {PAGE: ID})
    for each in (one, other):
        each.close()


def test_links_of_opened_links_stay_the_same(link):
    sent = [link]
    for _ in range(2):
        session = with_commands(OpenLink(sent[-1]), MakeLink(ID, ((PAGE, ID),)))
        sent.append(session.snapshot().document.link)
        session.close()
    assert sent[1] == sent[2]


def test_a_damaged_link_changes_nothing(link):
    session = with_commands(SetSetting(ID, "eta", 0.5))
    before, edition = digest(session), session.snapshot().document.edition
    session.apply(OpenLink(link[:-9]))
    settle(session)
    assert "damaged or shortened" in str(session.snapshot().notice)
    assert (digest(session), session.snapshot().document.edition) == (before, edition)
    session.close()


def test_a_page_that_is_not_open_has_no_link():
    session = Session()
    session.apply(MakeLink(ID))
    assert "expected an open page" in str(session.snapshot().notice)
    session.close()
