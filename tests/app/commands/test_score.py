"""`score`: shipped scores are listed, cues replayed with a digest each."""

from __future__ import annotations

from engine.commands.documents import SaveDocument
from engine.scores.shipped import shipped_names
from tests.support.command_line import strict_json
from tests.support.scores.small_scores import finish, session_with_cues, written


def test_all_shipped_scores_are_listed(call):
    status, out, _ = call("score", "list", "--json")
    assert status == 0
    assert [each["score"] for each in strict_json(out)] == list(shipped_names())
    status, out, _ = call("score", "list")
    assert all(name in out for name in shipped_names())


def test_each_cue_of_a_file_is_replayed_with_its_digest(call, tmp_path):
    path = written(tmp_path / "gates.json")
    status, out, err = call("score", "replay", path, "--json")
    assert (status, err) == (0, "")
    cues = strict_json(out)
    assert [each["name"] for each in cues] == ["nand", "adder"]
    assert all(each["as_stored"] for each in cues)
    assert cues[0]["digest"][:16] in call("score", "replay", path)[1]


def test_a_document_gives_the_digests_of_its_cues(call, tmp_path):
    session = session_with_cues("nand", "adder")
    session.apply(SaveDocument(str(tmp_path / "lecture.nabla")))
    finish(session)
    session.close()
    status, out, _ = call("score", "replay", tmp_path / "lecture.nabla", "--json")
    assert (status, len(strict_json(out))) == (0, 2)


def test_without_a_score_one_sentence_says_what_to_do(call, tmp_path):
    status, _, err = call("score", "replay")
    assert (status, err.count("\n")) == (2, 1)
    assert "--all" in err
    status, _, err = call("score", "replay", tmp_path / "nowhere.json")
    assert (status, err.count("\n")) == (2, 1)
