"""The example of adding a measure still fits the tree, and its page names what it touches."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATCH = ROOT / "examples" / "longest-gap" / "longest-gap.patch"


def touched():
    return set(re.findall(r"^\+\+\+ b/(\S+)$", PATCH.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_patch_applies():
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("outside a git checkout: the patch is not checked")
    command = ["git", "apply", "--check", str(PATCH)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_page_lists_each_file_of_the_patch():
    page = (ROOT / "docs" / "adding-a-measure.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE))
    assert listed == touched()
