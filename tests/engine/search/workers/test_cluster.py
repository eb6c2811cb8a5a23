"""Dask: the same bits on real processes; a worker and then the scheduler may be killed."""

from __future__ import annotations

import importlib
import shutil
import socket
import subprocess
from dataclasses import replace

import psutil
import pytest

from engine.errors import DataError, SearchError
from engine.search import extras
from engine.search.extras import has_extra
from engine.search.journal import read_journal
from engine.search.plan import SearchData
from engine.search.search import Search
from engine.search.workers import cluster
from engine.search.workers.cluster import ClusterWorkers
from engine.search.workers.places import LOCAL, Certificates, Place
from tests.support.searches.dask_cluster import running_cluster
from tests.support.searches.small_searches import finish, outcomes, plan, serial

pytestmark = pytest.mark.skipif(
    not has_extra("cluster"), reason="Dask is not installed (extra cluster)"
)


def search_at(wanted, address, journal=None, certificates=None):
    """Return a search on a cluster."""
    return Search(wanted, ClusterWorkers(wanted, Place(2, address, certificates)), journal)


def poll_until(search, condition):
    """Poll until a condition holds."""
    for _ in range(1_000):
        if condition():
            return
        search.poll()
        search.wait(0.2)
    raise AssertionError("it never happens")


def test_a_cluster_of_this_machine_trains_the_same_bits(tmp_path):
    search = finish(search_at(plan(), LOCAL, tmp_path / "journal"))
    assert outcomes(search) == outcomes(serial(plan()))
    assert list(search.results) == list(range(6))
    assert len((tmp_path / "journal").read_text().splitlines()) == 1 + 6


def test_killing_a_worker_and_then_the_scheduler_loses_no_finished_trial(tmp_path):
    wanted, journal = plan("eta=log:0.1:10:12", base={"epochs": 150}), tmp_path / "journal"
    with running_cluster() as (process, address, pids):
        search = search_at(wanted, address, journal)
        try:
            poll_until(search, lambda: search.results)
            psutil.Process(pids[0]).kill()
            before = len(search.results)
            poll_until(search, lambda: len(search.results) > before + 1)
            process.kill()
            with pytest.raises(SearchError, match="the same command goes on"):
                poll_until(search, lambda: search.finished)
        finally:
            search.close()
    kept = read_journal(journal).results
    assert kept == search.results
    again = serial(wanted, journal)
    assert kept.items() <= again.results.items()
    assert outcomes(again) == outcomes(serial(wanted))
    assert len(journal.read_text().splitlines()) == 1 + 12, "nothing counts twice"


def test_a_scheduler_that_does_not_answer_is_a_sentence_after_a_short_time(monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT_S", 1)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        for port in (silent.getsockname()[1], 9):
            with pytest.raises(SearchError, match="that answers at"):
                finish(search_at(plan(), f"tcp://127.0.0.1:{port}"))


@pytest.fixture(scope="module")
def address():
    """Return the address of a scheduler with two workers."""
    with running_cluster() as (_, address, _pids):
        yield address


def test_data_that_workers_do_not_have_are_refused_in_a_sentence(address, tmp_path):
    wanted = replace(plan(), data=SearchData(str(tmp_path / "none")))
    with pytest.raises(DataError, match="none"):
        finish(search_at(wanted, address))


def test_workers_of_another_version_are_refused(address, monkeypatch):
    monkeypatch.setattr(cluster, "engine_version", lambda: "another")
    with pytest.raises(SearchError, match="same version"):
        finish(search_at(plan(), address))


def test_a_search_that_is_closed_frees_the_workers_for_the_next_one(address):
    long = plan("eta=log:0.1:10:5", base={"epochs": 50_000})
    search = search_at(long, address)
    poll_until(search, lambda: search.ready)
    search.close()
    assert outcomes(finish(search_at(plan(), address))) == outcomes(serial(plan()))


def test_a_scheduler_without_workers_is_a_sentence(monkeypatch):
    monkeypatch.setattr(cluster, "REFRESH_S", 0.1)
    distributed = importlib.import_module("distributed")
    with distributed.LocalCluster(
        n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
    ) as empty:
        search = search_at(plan(), empty.scheduler_address)
        with pytest.raises(SearchError, match=r"got none within 1\.5 seconds"):
            finish(search)


def test_without_dask_it_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(extras, "EXTRAS", {"cluster": "no_such_library"})
    with pytest.raises(SearchError, match=r"extra cluster.*requirements-extras\.lock"):
        search_at(plan(), LOCAL)


@pytest.fixture
def certificates(tmp_path):
    """Return an authority's certificate, and one that it signed with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")

    def call(*words):
        subprocess.run([openssl, *words], cwd=tmp_path, check=True, capture_output=True)

    new = ("req", "-newkey", "rsa:2048", "-nodes")
    call(*new, "-x509", "-subj", "/CN=authority", "-keyout", "ca.key", "-out", "ca.pem")
    call(*new, "-subj", "/CN=localhost", "-keyout", "own.key", "-out", "own.csr")
    signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial")
    call("x509", "-req", "-in", "own.csr", *signed, "-out", "own.pem")
    return Certificates(*(tmp_path / name for name in ("ca.pem", "own.pem", "own.key")))


@pytest.mark.slow
def test_an_encrypted_cluster_trains_and_refuses_who_has_no_certificate(certificates, monkeypatch):
    files = (certificates.authority, certificates.certificate, certificates.key)
    with running_cluster(*files) as (_, address, _pids):
        assert address.startswith("tls://")
        search = finish(search_at(plan(), address, certificates=certificates))
        assert outcomes(search) == outcomes(serial(plan()))
        monkeypatch.setattr(cluster, "CONNECT_S", 1)
        with pytest.raises(SearchError, match="that answers at"):
            finish(search_at(plan(), address.replace("tls://", "tcp://")))
