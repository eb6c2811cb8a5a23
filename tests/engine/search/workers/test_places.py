"""Where trials may be trained: anything beyond this machine is encrypted."""

from __future__ import annotations

import pytest

from engine.errors import SettingError
from engine.search.workers.making import make_workers
from engine.search.workers.places import Certificates, Place, is_loopback
from engine.search.workers.processes import ProcessWorkers
from engine.search.workers.serial import SerialWorkers
from tests.support.searches.small_searches import plan


@pytest.fixture
def certificates(tmp_path):
    """Return three files that are there."""
    files = [tmp_path / name for name in ("authority", "certificate", "key")]
    for path in files:
        path.touch()
    return Certificates(*files)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1:8786", "tcp://127.0.0.1:8786", "tcp://localhost:8786", "[::1]:1", "127.9.9.9:1"],
)
def test_this_machine_needs_no_certificates(address):
    assert is_loopback(address)
    Place(cluster=address).check()


@pytest.mark.parametrize(
    "address",
    [
        "tcp://10.0.0.1:8786",
        "example.org:8786",
        "tcp://0.0.0.0:8786",
        "tcp://127.0.0.1.example.org:1",
        "tcp://localhost.example.org:1",
        "ws://192.168.1.2:1",
        "nonsense",
    ],
)
def test_another_machine_is_refused_without_encryption(address, certificates):
    with pytest.raises(SettingError, match="tls://"):
        Place(cluster=address, certificates=certificates).check()


def test_an_encrypted_address_needs_certificates_that_are_there(certificates):
    with pytest.raises(SettingError, match="expected certificates"):
        Place(cluster="tls://example.org:8786").check()
    Place(cluster="tls://example.org:8786", certificates=certificates).check()
    certificates.key.unlink()
    with pytest.raises(SettingError, match="no file"):
        Place(cluster="tls://example.org:8786", certificates=certificates).check()


def test_one_worker_is_this_process_and_more_are_processes():
    assert isinstance(make_workers(plan(), Place()), SerialWorkers)
    several = make_workers(plan(), Place(3))
    assert isinstance(several, ProcessWorkers)
    assert several.count == 3
    assert several.pids() == [], "nothing is started yet"


@pytest.mark.parametrize("count", [0, -1, 1000])
def test_a_number_of_workers_that_makes_no_sense_is_refused(count):
    with pytest.raises(SettingError):
        make_workers(plan(), Place(count))
