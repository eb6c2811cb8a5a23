"""Where a search is trained, as it is asked for on the command line or in a form."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from engine.errors import SettingError
from engine.settings import Setting

WORKERS = Setting(
    "workers",
    "Workers",
    1,
    "int",
    low=1,
    high=256,
    help="Trials trained at the same time, each in a process of its own; 1 needs none.",
)
LOCAL = "local"
"""Address that stands for a cluster on this machine, made for this search."""

TLS = "tls://"


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files in PEM form with which both ends of a connection prove who they are.

    Attributes
    ----------
    authority : Path
        Certificate of the authority that signed both.
    certificate, key : Path
        Certificate and private key of this end.
    """

    authority: Path
    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class Place:
    """Where trials are trained.

    Attributes
    ----------
    workers : int
        Number of processes on this machine; 1 trains in this process.
    cluster : str
        Address of a Dask scheduler, or "local"; "" for none.
    certificates : Certificates or None
        Needed for an address that is not of this machine.
    """

    workers: int = 1
    cluster: str = ""
    certificates: Certificates | None = None

    def check(self) -> None:
        """Refuse an address that is not of this machine and not encrypted.

        Raises
        ------
        SettingError
        """
        WORKERS.check(self.workers)
        if not self.cluster or self.cluster == LOCAL:
            return
        if self.cluster.startswith(TLS):
            self._check_certificates()
        elif not is_loopback(self.cluster):
            raise SettingError(
                "expected a scheduler on this machine or an address that begins with {tls}, got "
                "{found}; Dask runs whatever it is sent, start the scheduler with certificates",
                tls=TLS,
                found=self.cluster,
            )

    def _check_certificates(self) -> None:
        if self.certificates is None:
            raise SettingError(
                "expected certificates for {found}, got none; name the authority, the certificate "
                "and its key",
                found=self.cluster,
            )
        files = self.certificates
        for path in (files.authority, files.certificate, files.key):
            if not path.is_file():
                raise SettingError(
                    "expected a certificate or a key at {path}, got no file; check its name",
                    path=path,
                )


def is_loopback(address: str) -> bool:
    """Return whether an address such as "tcp://127.0.0.1:8786" is of this machine.

    Examples
    --------
    >>> is_loopback("127.0.0.1:8786"), is_loopback("tcp://[::1]:8786"), is_loopback("10.0.0.1:1")
    (True, True, False)
    """
    host = address.rpartition("://")[2].rpartition(":")[0].strip("[]")
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
