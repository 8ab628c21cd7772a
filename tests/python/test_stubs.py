"""The stubs of the compiled part say what it has."""

import subprocess
import sys
from pathlib import Path

import kaohe

CLASSES = "Dataset|Evaluation|Policy|Predicate|Problem|Rule|Table|attribute"
# pybind11 gives its classes a metaclass of its own, and a constructor that only refuses to those
# that have none.
UNSAID = rf"""
kaohe\._core\.({CLASSES})
kaohe\._core\.(Evaluation|Rule|Table)\.__init__
"""


def test_stubs_match_the_module(tmp_path):
    (tmp_path / "unsaid").write_text(UNSAID)
    command = ["-m", "mypy.stubtest", "--allowlist", tmp_path / "unsaid", "kaohe._core"]
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_package_says_that_it_is_typed():
    folder = Path(kaohe.__file__).parent
    assert (folder / "py.typed").is_file()
    assert (folder / "_core.pyi").is_file()
