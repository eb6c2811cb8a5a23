"""Workers of a Dask cluster, on this machine or on others.

Everything of Dask happens in a thread of its own: connecting takes seconds, and a scheduler that
is gone lets its clients wait.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import threading
from collections.abc import Mapping
from functools import partial
from queue import Empty, Queue
from typing import Any

from engine.errors import EngineError, SearchError
from engine.search.cluster_task import engine_version, prepare, train
from engine.search.extras import extra
from engine.search.plan import SearchPlan
from engine.search.trial import FAILED, Trial, TrialResult
from engine.search.worker import error_of
from engine.search.workers.base import Event, Ready, TrialEnded, TrialLost
from engine.search.workers.places import LOCAL, TLS, Place

CONNECT_S = 5
"""Seconds that a scheduler may take to answer."""

CLOSE_S = 5
REFRESH_S = 2.0
"""Seconds after which the number of the cluster's threads is asked for again."""

UNDISTURBED = "engine.search.workers.undisturbed"
MOST_EMPTY_ROUNDS = 15
"""Such times in a row without a worker, after which the search gives up."""


class ClusterWorkers:
    """Trains trials on a cluster; Dask gives those of a lost worker to another one.

    Parameters
    ----------
    plan : SearchPlan
    place : Place
        With the address of a scheduler, or "local".

    Raises
    ------
    SearchError
        If Dask is not installed.
    """

    def __init__(self, plan: SearchPlan, place: Place) -> None:
        self.count = 1
        self._dask = extra("cluster")
        self._place = place
        self._plan = json.dumps(plan.as_record())
        self._trials: dict[int, Trial] = {}
        self._wanted: Queue[Any] = Queue()
        self._received: Queue[Event | EngineError] = Queue()
        self._peeked: list[Event | EngineError] = []
        self._client: Any = None
        self._thread: threading.Thread | None = None

    def submit(self, trial: Trial) -> None:
        """Take a trial."""
        self._trials[trial.number] = trial
        self._wanted.put(trial)

    def events(self) -> list[Event]:
        """Return what has happened; the first call connects.

        Raises
        ------
        EngineError
            If the data are refused, or the scheduler does not answer or is lost.
        """
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, daemon=True)
            self._thread.start()
        found: list[Event] = []
        for each in self._take():
            if isinstance(each, EngineError):
                raise each
            found.append(each)
        if not found and self._client is not None and self._client.status != "running":
            raise self._lost()
        return found

    def wait(self, seconds: float) -> None:
        """Wait until something has happened, at most so long."""
        if not self._peeked:
            with contextlib.suppress(Empty):
                self._peeked.append(self._received.get(timeout=seconds))

    def close(self) -> None:
        """Leave the cluster; one that was made for this search is stopped."""
        self._wanted.put(None)
        if self._thread is not None:
            self._thread.join(CONNECT_S + 3 * CLOSE_S)

    # --- the thread -------------------------------------------------------------------

    def _serve(self) -> None:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        with contextlib.ExitStack() as opened:
            try:
                self._open(opened)
                self._hand_out()
            except EngineError as error:
                self._received.put(error)
            except Exception as error:  # noqa: BLE001
                # Dask raises many kinds when a connection ends
                self._received.put(self._lost(error))
            finally:
                self._client = None

    def _open(self, opened: contextlib.ExitStack) -> None:
        address = self._place.cluster
        options: dict[str, Any] = {}
        if address == LOCAL:
            cluster = self._local_cluster()
            opened.callback(partial(_quietly, cluster.close, timeout=CLOSE_S))
            address = cluster.scheduler_address
        if address.startswith(TLS):
            options["security"] = self._security()
        try:
            asyncio.run(asyncio.wait_for(self._ask(address, options), CONNECT_S))
            client = self._dask.Client(address, timeout=CONNECT_S, set_as_default=False, **options)
        except (OSError, TypeError, ValueError) as error:
            raise SearchError(
                "expected a Dask scheduler that answers at {address}, got none within {seconds} "
                "seconds ({reason}); start one, or check the address",
                address=address,
                seconds=CONNECT_S,
                reason=_first_line(error),
            ) from None
        opened.callback(partial(_quietly, client.close, timeout=CLOSE_S))
        self._client = client

    async def _ask(self, address: str, options: Mapping[str, Any]) -> None:
        """Ask who answers at an address: a client would wait for ever for something silent."""
        security = options.get("security")
        arguments = {} if security is None else security.get_connection_args("client")
        async with self._dask.rpc(address, connection_args=arguments) as scheduler:
            await scheduler.identity()

    def _local_cluster(self) -> Any:
        return self._dask.LocalCluster(
            n_workers=self._place.workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            preload=[UNDISTURBED],
            silence_logs=logging.CRITICAL,
            memory_limit=0,
        )

    def _security(self) -> Any:
        files = self._place.certificates
        assert files is not None
        return self._dask.Security(
            require_encryption=True,
            tls_ca_file=str(files.authority),
            tls_client_cert=str(files.certificate),
            tls_client_key=str(files.key),
        )

    def _hand_out(self) -> None:
        """Let one worker load and compile, then hand out trials until the search is closed."""
        prepared = self._client.submit(prepare, self._plan, pure=False)
        prepared.add_done_callback(self._wanted.put)
        futures: dict[int, Any] = {}
        held: list[Trial] = []
        ready, empty_rounds = False, 0
        while empty_rounds < MOST_EMPTY_ROUNDS:
            threads = int(self._client.scheduler_info().get("total_threads", 1))
            self.count = max(1, threads)
            try:
                found = self._wanted.get(timeout=REFRESH_S)
            except Empty:
                empty_rounds = 0 if ready or threads else empty_rounds + 1
                continue
            if found is None:
                self._client.cancel([prepared, *futures.values()])
                return
            if isinstance(found, Trial):
                held.append(found)
            else:
                self._received.put(self._ready_event(found))
                ready = True
            while ready and held:
                self._train(held.pop(0), futures)
        raise SearchError(
            "expected workers at the Dask scheduler {address}, got none within {seconds:g} "
            "seconds; start some",
            address=self._place.cluster,
            seconds=MOST_EMPTY_ROUNDS * REFRESH_S,
        )

    def _train(self, trial: Trial, futures: dict[int, Any]) -> None:
        text = json.dumps(trial.as_record())
        # the first chosen are trained first
        future = self._client.submit(train, self._plan, text, pure=False, priority=-trial.number)
        futures[trial.number] = future
        future.add_done_callback(partial(self._done, trial, futures))

    def _ready_event(self, future: Any) -> Event | EngineError:
        if future.status != "finished":
            return self._worker_error(future.exception())
        record = json.loads(future.result())
        try:
            self._check(record)
        except EngineError as error:
            return error
        return Ready(record["ready"])

    def _done(self, trial: Trial, futures: dict[int, Any], future: Any) -> None:
        """Report the end of a trial; called in a thread of Dask's client."""
        if future.status == "finished":
            try:
                found = self._event(trial, json.loads(future.result()))
            except Exception:  # noqa: BLE001
                # the worker is lost with the result, or the whole cluster is
                found = TrialLost(trial.number)
            futures.pop(trial.number, None)
            self._received.put(found)
        elif future.status == "error":
            self._received.put(self._error_event(trial, future.exception()))

    def _event(self, trial: Trial, record: Mapping[str, Any]) -> Event | EngineError:
        try:
            self._check(record)
        except EngineError as error:
            return error
        if "result" not in record:
            return TrialLost(trial.number)
        return TrialEnded(TrialResult.from_record(record["result"]))

    def _error_event(self, trial: Trial, error: BaseException) -> Event | EngineError:
        if isinstance(error, self._dask.KilledWorker):
            reason = "workers of the cluster died while training it"
            return TrialEnded(TrialResult(trial.number, trial.values, FAILED, reason=reason))
        return self._worker_error(error)

    def _worker_error(self, error: BaseException) -> SearchError:
        return SearchError(
            "expected workers of the cluster that train, got {reason} from one; start them in the "
            "folder of the lab, with its libraries",
            reason=f"{type(error).__name__}: {_first_line(error)}",
        )

    def _check(self, record: Mapping[str, Any]) -> None:
        """Raise what a worker refused; refuse a worker that would compute other bits."""
        if "refused" in record:
            raise error_of(record["refused"])
        if record.get("engine", engine_version()) != engine_version():
            raise SearchError(
                "expected workers with the same version of the lab and of its libraries, got "
                "another one; bring them to the same version"
            )

    def _lost(self, error: BaseException | None = None) -> SearchError:
        return SearchError(
            "expected the Dask scheduler at {address} to stay, got no connection any more"
            "{reason}; trials that ended are in the journal, the same command goes on with them",
            address=self._place.cluster,
            reason=f" ({_first_line(error)})" if error is not None else "",
        )

    def _take(self) -> list[Event | EngineError]:
        taken, self._peeked = self._peeked, []
        with contextlib.suppress(Empty):
            while True:
                taken.append(self._received.get_nowait())
        return taken


def _quietly(close: Any, **options: Any) -> None:
    """Close something that may be gone already."""
    with contextlib.suppress(Exception):
        close(**options)


def _first_line(error: BaseException) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__
