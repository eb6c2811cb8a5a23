"""The rules that matter, as tests: who imports whom, how long things may be, what is complete."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sources import (
    CODE,
    ROOT,
    Function,
    calls,
    decorators,
    functions,
    importing,
    imports,
    name_of,
    place,
    sources,
    tree_of,
)

FILE_LINES, BODY_LINES, KERNEL_LINES, WINDOW_LINES = 400, 40, 80, 200
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "misc", "manager"}
NOT_KERNELS = {"__init__.py", "gemm_tile.py", "jit.py", "simd_f32.py", "simd_f64.py"}
TEXTS = {".py", ".md", ".toml", ".lock", ".yaml", ".yml", ".cfg", ".txt", ".json", ".svg", ""}
# put together here, so that this file does not name what it looks for
REGISTRIES = ["py" + "pi.org", "python" + "hosted.org", "ana" + "conda.org", "conda" + "-forge"]
ADDRESS_OPTIONS = ["--index" + "-url", "--extra-index" + "-url", "--find" + "-links"]
HOMES = ["/" + "home/", "/" + "Users/", "/" + "root/", "C:" + "\\Users"]


# --- who may import whom --------------------------------------------------------------------


def test_the_engine_imports_neither_qt_nor_the_application() -> None:
    assert importing(sources("engine"), "app", "PySide6", "shiboken6", "pyqtgraph") == []


def test_numba_is_imported_only_by_the_decorator_and_by_the_vectors() -> None:
    names = ("jit.py", "simd/gemm_tile.py", "simd/simd_f32.py", "simd/simd_f64.py")
    compilers = [ROOT / "engine/kernels" / name for name in names]
    paths = [path for path in sources(*CODE) if path not in compilers]
    assert importing(paths, "numba", "llvmlite") == []


def test_kernels_import_nothing_else_of_the_engine() -> None:
    offences = [
        f"{place(path, node)} imports {name}"
        for path in sources("engine/kernels")
        for node, name in imports(path)
        if name.startswith("engine") and not name.startswith("engine.kernels")
    ]
    assert offences == [], "the cache of machine code is keyed by the sources of kernels alone"


def test_pages_do_not_import_each_other() -> None:
    offences = []
    for folder in page_folders():
        others = [f"app.pages.{each.name}" for each in page_folders() if each != folder]
        offences += importing(sorted(folder.rglob("*.py")), *others)
    assert offences == []


def test_widgets_and_pages_do_not_run_the_engine() -> None:
    paths = sources("app/pages", "app/widgets", "app/page_frame", "app/window/main_window.py")
    assert (
        importing(
            paths, "engine.session", "engine.kernels", "engine.training.trainer", "engine.runs.run"
        )
        == []
    )


def test_what_runs_before_the_libraries_are_there_imports_only_python_s_own() -> None:
    allowed = set(sys.stdlib_module_names)
    own = {"app.launch.bootstrap", "app.launch.machine", "app.launch.preflight"}
    offences = [
        f"{place(path, node)} imports {name}"
        for path in sources("app/__init__.py", "app/launch")
        for node, name in imports(path)
        if name.split(".")[0] not in allowed and name not in own
    ]
    assert offences == []


def test_the_whole_engine_can_be_imported_without_qt() -> None:
    script = """
import importlib, pkgutil, sys
import engine
for found in pkgutil.walk_packages(engine.__path__, "engine."):
    importlib.import_module(found.name)
print([name for name in sys.modules if name.split(".")[0] in ("PySide6", "pyqtgraph", "app")])
"""
    finished = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.strip() == "[]"


# --- size and shape -------------------------------------------------------------------------


def test_files_have_at_most_400_lines() -> None:
    lengths = {
        place(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources(*CODE, "tests")
    }
    long = {name: lines for name, lines in lengths.items() if lines > FILE_LINES}
    assert long == {}, "split along a real seam"


def test_the_main_window_is_a_list_of_pages_and_a_stack() -> None:
    path = ROOT / "app" / "window" / "main_window.py"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= WINDOW_LINES


def body_lines(function: Function) -> int:
    """Return the lines of a function's body without its docstring."""
    body = function.body
    if ast.get_docstring(function, clean=False) is not None:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_functions_have_short_bodies() -> None:
    offences = []
    for path in sources(*CODE, "tests"):
        limit = KERNEL_LINES if "kernels" in path.parts else BODY_LINES
        for function in functions(path):
            lines = body_lines(function)
            if lines > limit:
                offences.append(f"{place(path, function)} {function.name}: {lines} > {limit}")
    assert offences == []


def test_no_module_has_a_vague_name() -> None:
    assert [place(path) for path in sources(*CODE, "tests") if path.stem in VAGUE_NAMES] == []


# --- kernels --------------------------------------------------------------------------------


def kernel_files() -> list[Path]:
    return [path for path in sources("engine/kernels") if path.name not in NOT_KERNELS]


MAKERS = (["kernel"], ["exact_kernel"])


def is_factory(function: Function) -> bool:
    """Whether a function makes kernels, for instance for one width of a layer."""
    inner = [node for node in ast.walk(function) if isinstance(node, ast.FunctionDef)]
    return any(decorators(node) == ["kernel"] for node in inner if node is not function)


def test_every_function_among_the_kernels_is_made_by_a_decorator_of_jit() -> None:
    offences = [
        f"{place(path, function)} {function.name}: {decorators(function)}"
        for path in kernel_files()
        for function in functions(path)
        if decorators(function) not in MAKERS and not is_factory(function)
    ]
    assert offences == []


def test_every_kernel_appears_in_a_test() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in sources("tests"))
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources("engine/kernels"))
    untested = [
        f"{place(path, function)} {function.name}"
        for path in kernel_files()
        for function in functions(path)
        if not re.search(rf"\b{function.name}\b", tests)
        and len(re.findall(rf"\b{function.name}\b", code)) < 2
    ]
    assert untested == [], "neither a test nor another kernel calls it"


def test_no_kernel_is_parallel_or_loses_its_nans() -> None:
    offences = [
        f"{place(path, call)} {keyword.arg}=True"
        for path in sources(*CODE)
        for call in calls(path)
        for keyword in call.keywords
        if keyword.arg in ("parallel", "fastmath")
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value is True
    ]
    assert offences == []


# --- habits ---------------------------------------------------------------------------------


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


# --- docstrings -----------------------------------------------------------------------------


def documented(docstring: str) -> list[str]:
    """Return the names of a docstring's section Parameters."""
    section = re.search(r"^Parameters\n-+\n(.*?)(?=\n\n?\w[\w ]*\n-+\n|\Z)", docstring, re.M | re.S)
    if section is None:
        return []
    heads = [line for line in section[1].splitlines() if line and not line[0].isspace()]
    heads = [head for part in heads for head in re.split(r";\s+", part)]
    return [name.strip().lstrip("*") for head in heads for name in head.split(" : ")[0].split(",")]


def parameter_names(function: Function) -> set[str]:
    """Return the names of all parameters."""
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    return {each.arg for each in every if each is not None}


def described(path: Path) -> Iterator[tuple[ast.AST, str, str, set[str]]]:
    """Yield (node, name, docstring, parameters) of functions, and of classes with `__init__`."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef):
            yield node, node.name, ast.get_docstring(node) or "", parameter_names(node)
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name == "__init__":
                    names = parameter_names(inner)
                    yield node, node.name, ast.get_docstring(node) or "", names


def test_docstrings_describe_only_parameters_that_there_are() -> None:
    offences = [
        f"{place(path, node)} {name}: {parameter}"
        for path in sources(*CODE)
        for node, name, docstring, parameters in described(path)
        for parameter in documented(docstring)
        if parameter not in parameters
    ]
    assert offences == []


# --- pages ----------------------------------------------------------------------------------


def page_folders() -> list[Path]:
    folders = (ROOT / "app" / "pages").iterdir()
    return sorted(folder for folder in folders if (folder / "__init__.py").is_file())


def test_every_page_is_in_the_table_of_contents_with_its_icon_and_lesson() -> None:
    from app.pages import PAGES
    from engine.simulations import SIMULATIONS

    ids = [info.id for info in PAGES]
    assert sorted(ids) == [folder.name for folder in page_folders()]
    for info in PAGES:
        assert (ROOT / "assets" / "icons" / f"{info.id}.svg").is_file()
        assert (ROOT / "assets" / "lessons" / f"{info.id}.en.md").is_file()
        assert info.simulation in SIMULATIONS


# --- what is committed ----------------------------------------------------------------------


def texts() -> Iterator[Path]:
    """Yield the project's own text files; hidden folders but two hold no text of ours."""
    for top in sorted(ROOT.iterdir()):
        if top.is_file() and top.suffix in TEXTS and top.name != ".git":
            yield top
        elif top.is_dir() and (top.name in (".ci", ".github") or not top.name.startswith(".")):
            yield from (path for path in top.rglob("*") if path.is_file() and path.suffix in TEXTS)


def test_no_file_names_a_package_registry_or_a_home_folder() -> None:
    offences = []
    for path in texts():
        if path.name == "uv.lock":
            continue
        text = path.read_text(encoding="utf-8")
        offences += [
            f"{place(path)} {word}"
            for word in (*REGISTRIES, *ADDRESS_OPTIONS, *HOMES)
            if re.search(rf"(?<![\w.]){re.escape(word)}", text)
        ]
    assert offences == []


def test_nothing_joins_the_top_level() -> None:
    tops = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    allowed = {"app", "engine", "assets", "tests", "main.py", "pyproject.toml"}
    allowed |= {"README.md", "LICENSE", "requirements.lock", "uv.lock"}
    assert {name for name in tops if not name.endswith(".egg-info")} <= allowed
