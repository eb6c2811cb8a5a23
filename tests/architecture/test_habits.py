"""Habits that matter: no lambda in connect, no pickle, no sleep, frozen values."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support.sources import (
    CODE,
    calls,
    decorators,
    functions,
    importing,
    name_of,
    place,
    sources,
    tree_of,
)


def test_no_lambda_is_connected_to_a_signal() -> None:
    offences = [
        place(path, call)
        for path in sources("app")
        for call in calls(path)
        if name_of(call.func) == "connect"
        and any(isinstance(argument, ast.Lambda) for argument in call.args)
    ]
    assert offences == []


def test_nothing_is_unpickled_or_evaluated_and_events_are_not_pumped() -> None:
    offences = importing(sources(*CODE), "pickle", "marshal", "shelve", "dill", "joblib")
    for path in sources(*CODE):
        for call in calls(path):
            is_builtin = isinstance(call.func, ast.Name) and call.func.id in ("eval", "exec")
            if is_builtin or name_of(call.func) == "processEvents":
                offences.append(f"{place(path, call)} {name_of(call.func)}")
    assert offences == []


def test_tests_do_not_sleep() -> None:
    offences = [
        place(path, call)
        for path in sources("tests")
        for call in calls(path)
        if name_of(call.func) == "sleep"
    ]
    assert offences == []


def test_names_of_tests_are_sentences() -> None:
    short = [
        f"{place(path, function)} {function.name}"
        for path in sources("tests")
        for function in functions(path)
        if function.name.startswith("test_") and function.name.count("_") < 2
    ]
    assert short == []


@pytest.mark.parametrize("path", sources("engine/commands", "engine/snapshots.py"), ids=place)
def test_what_crosses_the_thread_is_frozen(path: Path) -> None:
    loose = [
        node.name
        for node in tree_of(path).body
        if isinstance(node, ast.ClassDef)
        and "dataclass" in decorators(node)
        and "frozen=True" not in "".join(map(ast.unparse, node.decorator_list))
    ]
    assert loose == []


def test_files_are_written_by_one_function() -> None:
    elsewhere = {
        "engine/atomic_files.py": "the function itself",
        "engine/data/files/download.py": "appends to a download and moves it when it is whole",
        "engine/documents/files.py": "gives the former document a second name",
        "app/launch/bootstrap.py": "runs before anything is installed",
    }
    writers = {"write_bytes", "write_text", "QSaveFile", "NamedTemporaryFile", "mkstemp", "savez"}
    offences = [
        f"{place(path, call)} {name_of(call.func)}"
        for path in sources("app", "engine")
        for call in calls(path)
        if not place(path, call).startswith(tuple(elsewhere))
        and (
            name_of(call.func) in writers
            or ast.unparse(call.func) in ("os.replace", "os.rename", "os.fdopen")
        )
    ]
    assert offences == [], "write with write_atomically of engine/atomic_files.py"
