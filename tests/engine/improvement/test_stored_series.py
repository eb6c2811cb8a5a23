"""Stored accuracies with their provenance."""

from engine.improvement.stored_series import stored_series


def test_shipped_series_say_where_they_come_from():
    sizes, expansions = stored_series("3.J"), stored_series("3.V")
    assert sizes is not None
    assert expansions is not None
    assert list(sizes.series)[-1] == "50000"
    assert set(expansions.series) == {"none", "affine", "elastic"}
    assert sizes.version


def test_what_is_not_stored_is_none(tmp_path):
    assert stored_series("3.D") is None
    assert stored_series("3.J", tmp_path / "none.json") is None
    (tmp_path / "bad.json").write_text("[", encoding="utf-8")
    assert stored_series("3.J", tmp_path / "bad.json") is None
