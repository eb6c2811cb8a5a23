"""The busy process lasts as long as what is measured beside it, even if that fails."""

import pytest

from app.automation.busy_process import busy_process


def test_a_process_is_busy_until_the_measurement_has_ended():
    with busy_process() as process:
        assert process.poll() is None
    assert process.poll() is not None


def test_a_measurement_that_fails_leaves_no_process():
    with pytest.raises(ZeroDivisionError), busy_process() as process:
        raise ZeroDivisionError
    assert process.poll() is not None
