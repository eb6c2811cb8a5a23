"""Options of `search`, checked before anything is trained or written."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

from app.commands.train.options import given_settings
from app.commands.train.request import DATA
from engine.errors import SettingError
from engine.search.journal import read_journal
from engine.search.plan import TOGETHER, TRIALS, SearchData, SearchPlan
from engine.search.space import Space, parse_dimension
from engine.search.strategies import STRATEGY
from engine.search.workers.places import WORKERS, Certificates, Place
from engine.settings import check_known
from engine.training.settings import TrainingSettings


@dataclass(frozen=True, slots=True)
class Request:
    """A checked call of `search`."""

    plan: SearchPlan
    place: Place
    journal: Path | None


def read_request(options: argparse.Namespace) -> Request:
    """Check all options; without a space the search of the journal goes on.

    Raises
    ------
    EngineError
        If an option is invalid, or the journal cannot be read.
    """
    place = Place(
        int(WORKERS.check(options.workers or WORKERS.default)),
        options.cluster or "",
        _certificates(options),
    )
    place.check()
    given = given_settings(options)
    plan = None if given or options.set or options.strategy else _kept_plan(options)
    if plan is None:
        plan = _new_plan(options, given)
    if options.trials is not None:
        plan = replace(plan, trials=int(TRIALS.check(options.trials)))
    return Request(plan, place, options.journal)


def _kept_plan(options: argparse.Namespace) -> SearchPlan | None:
    """Return the search that a journal holds."""
    content = None if options.journal is None else read_journal(options.journal)
    return None if content is None else content.plan


def _new_plan(options: argparse.Namespace, given: dict[str, object]) -> SearchPlan:
    name = options.strategy or "grid"
    check_known(
        "expected a strategy among {known}, got {found}; choose one of them", STRATEGY, name
    )
    if "layers" not in given and not any(each.startswith("layers=") for each in options.set):
        raise SettingError(
            "expected LAYERS such as 784-30-10, got none; write them behind `search`, or name the "
            "journal of a search that is to go on"
        )
    whole = STRATEGY[name].space
    space = whole or Space.of(*(parse_dimension(each) for each in options.set))
    if whole is not None and options.set:
        space = Space.of(*(parse_dimension(each) for each in options.set))
    dimensions = {dimension.name: dimension for dimension in space.dimensions}
    if "layers" not in given:
        given["layers"] = dimensions["layers"].values[0]
    return SearchPlan(
        space,
        name,
        TrainingSettings.from_values(given),
        SearchData.at(str(DATA.check(options.data or DATA.default)), options.data_dir),
        int(TRIALS.default),
        bool(options.prune),
        int(TOGETHER.check(options.together or TOGETHER.default)),
    )


def _certificates(options: argparse.Namespace) -> Certificates | None:
    files = (options.tls_ca, options.tls_cert, options.tls_key)
    if not any(files):
        return None
    if not all(files):
        raise SettingError(
            "expected --tls-ca, --tls-cert and --tls-key together, got some of them; add the others"
        )
    return Certificates(*files)
