"""A cluster of real processes, in a process that can be killed together with its scheduler.

`python -m tests.support.searches.dask_cluster [AUTHORITY CERTIFICATE KEY]` prints a line of JSON
with the address and the numbers of the worker processes, and lasts until its input ends.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import subprocess
import sys

import psutil

from tests.support.sources import ROOT


def main() -> None:
    """Serve until the input ends."""
    distributed = importlib.import_module("distributed")
    options = {}
    if len(sys.argv) > 1:
        authority, certificate, key = sys.argv[1:]
        options["protocol"] = "tls://"
        options["security"] = distributed.Security(
            require_encryption=True,
            tls_ca_file=authority,
            **{f"tls_{end}_cert": certificate for end in ("client", "scheduler", "worker")},
            **{f"tls_{end}_key": key for end in ("client", "scheduler", "worker")},
        )
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        memory_limit=0,
        **options,
    ) as cluster:
        pids = [nanny.pid for nanny in cluster.workers.values()]
        print(json.dumps({"address": cluster.scheduler_address, "pids": pids}), flush=True)  # noqa: T201
        sys.stdin.read()


@contextlib.contextmanager
def running_cluster(*files):
    """Run such a process; yield it, its address and its workers' numbers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.searches.dask_cluster", *map(str, files)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        told = json.loads(process.stdout.readline())
        children = psutil.Process(process.pid).children(recursive=True)
        yield process, told["address"], told["pids"]
    finally:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        process.wait(30)
        process.stdout.close()
        for child in children:
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()


if __name__ == "__main__":
    main()
