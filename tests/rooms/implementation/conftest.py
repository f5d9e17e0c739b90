"""The same season with filled pools as in the funding room, and a project that runs."""
from collections.abc import Callable

import pytest
from flask import Flask

from tests.drive import implementation
from tests.rooms.funding import conftest as funding
from tests.rooms.funding.signed import signed

at = funding.at


@pytest.fixture
def running(app: Flask, at: int) -> Callable[[], int]:
    """``running()``: a project that was signed, paid for once, and started today."""

    def one() -> int:
        case = signed(1, at=at)
        implementation.implementing(case, at=at)
        return case

    return one
