"""Tasks that a worker of a Dask cluster runs: texts in, texts out.

Nothing is imported here but the cache of kernels, which has to be chosen before Numba is there.
"""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from engine.compilation.cache import compiler_versions, prepare_cache

ENGINE = Path(__file__).resolve().parents[1]
_LOADED: dict[str, tuple[Any, Any, str]] = {}
"""Plan, data by layers and fingerprint of the search at hand, by the plan's text."""


@cache
def engine_version() -> str:
    """Return a hash of the engine's sources and of what compiles it: the same bits follow."""
    found = hashlib.sha256("\n".join(compiler_versions()).encode())
    for path in sorted(ENGINE.rglob("*.py")):
        found.update(path.relative_to(ENGINE).as_posix().encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


@cache
def _choose_cache() -> None:
    """Choose the cache of kernels, once per process."""
    prepare_cache()


def prepare(plan: str) -> str:
    """Load data and compile kernels; return {"ready": …} or {"refused": …} as JSON."""
    _choose_cache()
    from engine.errors import EngineError
    from engine.search.worker import refusal_of

    try:
        _, _, found = _load(plan)
    except EngineError as error:
        return json.dumps({"refused": refusal_of(error)})
    return json.dumps({"ready": found, "engine": engine_version()})


def train(plan: str, trial: str) -> str:
    """Train a trial; return {"result": …} or {"refused": …} as JSON."""
    _choose_cache()
    from engine.errors import EngineError
    from engine.search.trial import Trial, TrialResult, train_trial
    from engine.search.worker import refusal_of

    try:
        loaded, data, _ = _load(plan)
    except EngineError as error:
        return json.dumps({"refused": refusal_of(error)})
    wanted = Trial.from_record(json.loads(trial))
    for found in train_trial(loaded, wanted, data):
        if isinstance(found, TrialResult):
            return json.dumps({"result": found.as_record(), "engine": engine_version()})
        if _is_cancelled():
            break
    return json.dumps({"cancelled": wanted.number})


def _load(text: str) -> tuple[Any, Mapping[str, Any], str]:
    """Return plan, data and fingerprint; loaded once per process."""
    from engine.data.fingerprint import fingerprint
    from engine.search.plan import SearchPlan
    from engine.search.trial import precompile_trials

    if text not in _LOADED:
        plan = SearchPlan.from_record(json.loads(text))
        data = plan.data.load()
        prepared = plan.prepared(data)
        precompile_trials(plan, prepared)
        _LOADED.clear()
        _LOADED[text] = plan, prepared, fingerprint(data.training)
    return _LOADED[text]


def _is_cancelled() -> bool:
    """Return whether nobody waits any more for the task of this thread."""
    try:
        worker = importlib.import_module("distributed").get_worker()
    except (ImportError, ValueError):
        # called outside a cluster
        return False
    task = worker.state.tasks.get(worker.get_current_task())
    return task is None or task.state == "cancelled"
