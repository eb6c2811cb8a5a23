"""Start Nabla Lab: `python3 main.py` opens the window, `python3 main.py --help` says more."""

import os
import sys

OLDEST_PYTHON = (3, 11)


def main() -> int:
    """Make the environment ready and hand over to the command line."""
    if sys.version_info < OLDEST_PYTHON:
        # said here, because an older Python cannot even read the modules below
        found = "%d.%d" % sys.version_info[:2]  # noqa: UP031
        sys.stderr.write("expected Python 3.11 or newer, got " + found + "; install a newer one\n")
        return 3
    # one thread for each matrix product: the lab's own threads share the cores
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.setswitchinterval(0.0005)
    from app.launch import preflight

    arguments = sys.argv[1:]
    status = preflight.prepare(arguments)
    if status is not None:
        return status
    from engine.compilation.cache import prepare_cache

    prepare_cache()  # before anything imports Numba
    from app.commands.command_line import main as run_command

    return run_command(arguments)


if __name__ == "__main__":
    sys.exit(main())
