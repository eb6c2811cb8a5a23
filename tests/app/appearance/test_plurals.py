"""Words agree with the number before them, by the rule of the language."""

import re

import pytest

from app.appearance.plurals import RULES, Plurals, placed
from app.appearance.translation import FOLDER, load_catalogue, set_language, tr
from tests.support.visible_strings import engine_texts, window_texts

CATALOGUES = {path.stem: load_catalogue(path) for path in sorted(FOLDER.glob("*.json"))}

NUMBERED = re.compile(
    r"\{(?:count|epochs|updates|bumps|points|inputs|neurons)\} (?!promises)[a-z]+s\b"
)
"""Names of placeholders that stand for whole numbers, and the word in the plural behind them."""


@pytest.fixture(autouse=True)
def english_again():
    """Put the language back."""
    yield
    set_language("en")


@pytest.mark.parametrize(
    ("code", "text", "fields", "said"),
    [
        ("en", "{count} gates", {"count": 1}, "1 gate"),
        ("en", "{count} gates", {"count": 2}, "2 gates"),
        ("en", "{count} pictures", {"count": "1,001"}, "1,001 pictures"),
        ("en", "{count} gates, {levels} levels", {"count": 3, "levels": "1"}, "3 gates, 1 level"),
        ("es", "{count} hidden layers", {"count": 1}, "1 capa oculta"),
        ("es", "{count} hidden layers", {"count": 4}, "4 capas ocultas"),
        ("es", "{count} gates, {levels} levels", {"count": 1, "levels": 2}, "1 puerta, 2 niveles"),
        ("es", "{value} epochs", {"value": 1.5}, "1,5 épocas"),
        ("doubled", "{count} gates", {"count": 1}, "1 gates 1 gates"),
    ],
)
def test_words_agree_with_the_number_before_them(code, text, fields, said):
    set_language(code)
    assert tr(text, **fields) == said


def test_a_rule_may_have_more_forms_than_two():
    forms = {"one": {"голосов": "голос"}, "few": {"голосов": "голоса"}}
    votes = Plurals("one few other", forms)
    said = [votes.agree("{n} голосов", {"n": n}).replace("{n}", str(n)) for n in (1, 3, 5, 11, 21)]
    assert said == ["1 голос", "3 голоса", "5 голосов", "11 голосов", "21 голос"]
    assert (
        Plurals("zero-one other", {"one": {"voix fortes": "voix forte"}}).agree(
            "{n} voix fortes", {"n": 0}
        )
        == "{n} voix forte"
    )


@pytest.mark.parametrize("catalogue", CATALOGUES.values(), ids=lambda each: each.code)
def test_the_rule_is_known_and_every_form_is_used_by_a_text(catalogue):
    assert catalogue.plurals.rule in RULES
    sources = (*window_texts(), *engine_texts())
    texts = [*(found.text for found in sources), *catalogue.texts.values()]
    for form in catalogue.plurals.forms.values():
        for words in form:
            assert any(placed([words]).search(text) for text in texts), words


@pytest.mark.parametrize("found", window_texts(), ids=lambda found: found.place)
def test_every_plural_behind_a_number_has_its_singular(found):
    plurals = CATALOGUES["en"].plurals
    for numbered in NUMBERED.finditer(found.text):
        said = plurals.agree(found.text, dict.fromkeys(_names(found.text), 1))
        assert numbered.group() not in said, found.text


@pytest.mark.parametrize("code", [code for code in CATALOGUES if code != "en"])
def test_every_translation_of_a_singular_has_one(code):
    english, other = CATALOGUES["en"].plurals, CATALOGUES[code]
    same = []
    for found in window_texts():
        ones = dict.fromkeys(_names(found.text), 1)
        said = other.text(found.text)
        if (
            english.agree(found.text, ones) != found.text
            and other.plurals.agree(said, ones) == said
        ):
            same.append((found.text, said))
    assert same == []


def _names(text):
    return re.findall(r"\{(\w+)", text)
