"""Every visible text goes through the catalogue, and the catalogue is complete and sound."""

import json
import re
import shutil
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.appearance import translation
from app.appearance.resources import lesson
from app.appearance.translation import (
    CROSSED,
    DOUBLED,
    FOLDER,
    SOURCE_LANGUAGE,
    available_languages,
    language,
    language_after,
    load_catalogue,
    mark,
    number,
    percent,
    placeholders,
    render_message,
    set_language,
    significant,
    tr,
)
from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.transport import Open
from engine.errors import (
    DataError,
    DivergenceError,
    DocumentError,
    SettingError,
    ShapeError,
    StorageError,
)
from engine.session.session import Session
from engine.snapshots import Message
from tests.support.visible_strings import engine_texts, setting_texts, window_texts

CATALOGUES = [
    load_catalogue(path) for path in sorted(FOLDER.glob("*.json")) if path.stem != SOURCE_LANGUAGE
]
WINDOW, ENGINE, SETTINGS = window_texts(), engine_texts(), setting_texts()
SOURCES = {found.text for found in (*WINDOW, *ENGINE, *SETTINGS)}


# --- the sources -------------------------------------------------------------------------------


def test_texts_are_found_in_the_sources():
    assert len(WINDOW) > 50
    assert len(ENGINE) > 20


@pytest.mark.parametrize("found", [*WINDOW, *ENGINE], ids=lambda found: found.place)
def test_placeholders_have_names_and_are_filled(found):
    names = [name for _, name, _, _ in Formatter().parse(found.text) if name is not None]
    assert all(name.isidentifier() for name in names), found.text
    if found.fields is not None:
        assert set(names) <= found.fields, f"{found.place}: {found.text}"


ERRORS = (SettingError, ShapeError, DataError, DivergenceError, StorageError, DocumentError)


@pytest.mark.parametrize("code", available_languages())
@pytest.mark.parametrize("found", ENGINE, ids=lambda found: found.place)
def test_every_sentence_of_the_engine_is_said_by_the_window(found, code):
    set_language(code)
    fields = _values(found.text)
    for said in (Message(found.text, fields), *(error(found.text, **fields) for error in ERRORS)):
        assert not any(f"{{{name}" in render_message(said) for name in fields), found.text


@pytest.mark.parametrize("name", ["text", "template", "self", "message", "fields", "catalogue"])
def test_a_placeholder_may_have_any_name(name):
    said = SettingError(f"got {{{name}!r}}", **{name: "2-0-1"})
    assert (str(said), render_message(said)) == ("got '2-0-1'", "Got '2-0-1'")
    assert tr(f"{{{name}}}", **{name: 3}) == "3"


def _values(text: str) -> dict[str, object]:
    """Return a value for each placeholder: a number where its format wants one."""
    parts = [(name, spec) for _, name, spec, _ in Formatter().parse(text) if name]
    return {name: 3 if any(spec for each, spec in parts if each == name) else "2-0-1"
            for name, _ in parts}  # fmt: skip


# --- the catalogues ----------------------------------------------------------------------------


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda each: each.code)
def test_every_text_is_translated(catalogue):
    untranslated = sorted(text for text in SOURCES if text.strip() and text not in catalogue.texts)
    assert untranslated == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda each: each.code)
def test_every_translation_belongs_to_a_text(catalogue):
    assert sorted(set(catalogue.texts) - SOURCES) == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda each: each.code)
def test_translations_have_the_placeholders_of_their_texts(catalogue):
    wrong = [
        text
        for text, translation in catalogue.texts.items()
        if sorted(placeholders(text)) != sorted(placeholders(translation)) or not translation
    ]
    assert wrong == []


def test_the_catalogue_is_sorted_so_that_changes_can_be_read():
    for path in FOLDER.glob("*.json"):
        texts = json.loads(path.read_text(encoding="utf-8")).get("texts", {})
        assert list(texts) == sorted(texts)


FAMILIAR = re.compile(
    r"\b(tú|tu|tus|ti|contigo|tuy[oa]s?|puedes|debes|quieres|tienes|dibujas|pulsa|haz|pon"
    r"|(?<=; )(escribe|añade|quita|cambia|elige|corrige|comprueba|vuelve|reduce|agrupa|usa|mira)"
    r"|^(Arrastra|Dibuja|Elige|Pulsa|Añade|Quita|Mira|Prueba|Escribe|Cambia|Vuelve|Deja|Empuja"
    r"|Cronometra|Guarda|Recorre|Señala|Vota)|(?<=\. )(Señala|Pulsa|Mira))\b"
)
"""Words by which a person is addressed as "tú"."""


def test_spanish_addresses_everybody_as_usted():
    spanish = next(each for each in CATALOGUES if each.code == "es")
    assert [said for said in spanish.texts.values() if FAMILIAR.search(said)] == []


SAID_ONE_WAY = re.compile(
    r"costo\b|mini-?batch|mini-lote|dígito|exactitud|ejecucion|gemelo|decaimiento|momento de Nest"
    r"|\barray\b|\ba lo sumo\b|ampliación (afín|elástica)|se (recibi|obtuv)",
    re.IGNORECASE,
)
"""Second names of what Spanish calls coste, minilote, cifra, acierto, entrenamiento, gemela …"""


def test_spanish_names_the_space_bar_in_one_way():
    spanish = next(each for each in CATALOGUES if each.code == "es")
    assert [said for said in spanish.texts.values() if "(espacio)" in said] == []


def test_spanish_has_one_name_for_each_thing():
    spanish = next(each for each in CATALOGUES if each.code == "es")
    assert [said for said in spanish.texts.values() if SAID_ONE_WAY.search(said)] == []


# --- what is said --------------------------------------------------------------------------------


def test_an_unknown_language_is_english():
    set_language("no such language")
    assert language() == SOURCE_LANGUAGE


def test_a_third_language_needs_a_file_alone(tmp_path, monkeypatch):
    for path in FOLDER.glob("*.json"):
        shutil.copy(path, tmp_path)
    content = {"name": "Français", "decimal": ",", "texts": {"Play": "Lecture"}}
    (tmp_path / "fr.json").write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setattr(translation, "FOLDER", tmp_path)
    assert list(available_languages().values()) == ["English", "Español", "Français"]
    assert language_after("es") == "fr"
    set_language("fr")
    assert (language(), tr("Play"), number(0.5, 1)) == ("fr", "Lecture", "0,5")
    assert (tr("Pause"), tr("{count} gates", count=1)) == ("Pause", "1 gate")
    assert lesson("surface", "fr") == lesson("surface", "en") != ""
    set_language("en")


def test_languages_follow_each_other_in_a_ring():
    codes = list(available_languages())
    assert [language_after(code) for code in codes] == [*codes[1:], codes[0]]
    assert language_after(DOUBLED) == codes[0]


def test_numbers_take_the_marks_of_the_language():
    assert (number(1234.5, 1), percent(0.9542)) == ("1,234.5", "95.4 %")
    set_language("es")
    assert number(1234.5, 1) == "1\u202f234,5"
    assert percent(0.9542) == "95,4 %"
    assert tr("no such text {x:.2f} {name}", x=0.5, name="a.b") == "no such text 0,50 a.b"


def test_messages_of_the_engine_are_translated_with_their_fields():
    set_language("es")
    inner = Message("drawing")
    said = render_message(Message("Taken back: {name}.", {"name": inner}))
    spanish = next(each for each in CATALOGUES if each.code == "es")
    assert said == spanish.text("Taken back: {name}.").format(name=spanish.text("drawing"))


def test_what_is_taken_back_is_named_in_the_language():
    session = Session()
    session.apply(Open("surface", "surface"))
    session.apply(SetSetting("surface", "eta", 0.25))
    set_language("es")
    for command in (Undo(), Redo()):
        session.apply(command)
        assert "eta a 0,25" in render_message(session.snapshot().notice)
    session.close()


def test_errors_begin_with_a_capital_but_formulas_stay_as_they_are():
    assert render_message(SettingError("layers must fit, got {found}", found=3)) == (
        "Layers must fit, got 3"
    )
    assert render_message(SettingError("η must be > 0")) == "η must be > 0"


def test_the_doubled_language_says_everything_twice():
    set_language(DOUBLED)
    assert tr("Epoch {epoch}", epoch=3) == "Epoch 3 Epoch 3"
    set_language(CROSSED)
    assert tr("Epoch {epoch}", epoch=3) == "X3"
    assert tr("Play") == "X"


@given(st.text(st.characters(blacklist_characters="{}")))
def test_marking_changes_nothing_and_unknown_texts_stay_english(text):
    assert mark(text) == text
    set_language("es")
    if text not in SOURCES:
        assert tr(text) == text
    set_language(SOURCE_LANGUAGE)


def test_numbers_have_the_marks_of_the_language_with_exponents_too():
    try:
        set_language("es")
        assert (significant(0.04567), significant(-6.233e-05, 4)) == ("0,0457", "−6,233e-05")
        set_language("en")
        assert significant(-6.233e-05, 4) == "−6.233e-05"
    finally:
        set_language("en")
