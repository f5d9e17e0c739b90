"""Projects on which closeout begins."""
import pytest

from tests.rooms.closeout.projects import reporting


@pytest.fixture
def finished(app):
    """A project whose work is done."""
    return reporting(1)
