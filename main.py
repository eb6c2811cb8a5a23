"""Entry point of Nabla Lab: without arguments it opens the window; `--help` lists commands."""

import os
import sys

OLDEST_PYTHON = (3, 11)


def main() -> int:
    """Prepare the environment and run the command line; return the exit status."""
    if sys.version_info < OLDEST_PYTHON:
        # checked here because an older Python cannot even parse the modules below
        found = "%d.%d" % sys.version_info[:2]  # noqa: UP031
        sys.stderr.write("expected Python 3.11 or newer, got " + found + "; install a newer one\n")
        return 3
    # one BLAS thread: the lab's own threads share the cores
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.setswitchinterval(0.0005)
    # where this is `nabla_lab.main` of an installed copy, app and engine lie beside it too
    folder = os.path.dirname(os.path.abspath(__file__))
    if folder not in sys.path:
        sys.path.insert(0, folder)
    from app.launch import preflight
    from app.launch.bundle import run_module

    arguments = sys.argv[1:]
    if run_module(arguments):
        return 0
    status = preflight.prepare(arguments)
    if status is not None:
        return status
    from engine.compilation.cache import prepare_cache

    prepare_cache()  # before anything imports Numba
    from app.commands.command_line import main as run_command

    return run_command(arguments)


if __name__ == "__main__":
    sys.exit(main())
