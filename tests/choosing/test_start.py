"""The solver is loaded by whoever asks for it: half a second that no page and no command need otherwise."""
import subprocess
import sys

STARTED = """
import sys
from proposals import create_app
create_app({"DATABASE_URL": sys.argv[1], "CLOCK": False, "SECRET_KEY": "a secret of the tests"})
print("scipy.optimize" in sys.modules)
"""


def test_the_program_starts_without_the_solver(tmp_path):
    run = subprocess.run([sys.executable, "-c", STARTED, f"sqlite:///{tmp_path / 'golden-idea.db'}"], capture_output=True, text=True, cwd=tmp_path)
    assert (run.stdout.strip(), run.stderr) == ("False", "")
