"""The stubs of the compiled part say what it has."""

import ast
import subprocess
import sys
from pathlib import Path

import kaohe
from kaohe import _core

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


def arguments(function):
    every = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
    return [each.arg for each in every]


def stubbed_functions():
    """The functions and methods of the stub by name, without special methods and properties."""
    stub = ast.parse((Path(kaohe.__file__).parent / "_core.pyi").read_text(encoding="utf-8"))
    scopes = [("", stub), *((f"{c.name}.", c) for c in stub.body if isinstance(c, ast.ClassDef))]
    return {
        prefix + each.name: each
        for prefix, scope in scopes
        for each in scope.body
        if isinstance(each, ast.FunctionDef) and not each.name.startswith("__")
    }


def documented_arguments(name):
    """The arguments that pybind11 writes into the first line of a docstring, or None."""
    found = _core
    for part in name.split("."):
        found = getattr(found, part)
    line = (getattr(found, "__doc__", None) or "").partition("\n")[0]
    if isinstance(found, property) or not line.startswith(name.split(".")[-1] + "("):
        return None
    return arguments(ast.parse(f"def {line}: ...").body[0])


def test_arguments_have_the_names_of_the_stubs():
    stubbed = {name: arguments(each) for name, each in stubbed_functions().items()}
    documented = {name: documented_arguments(name) for name in stubbed}
    documented = {name: names for name, names in documented.items() if names is not None}
    assert len(documented) > 40
    assert {name: stubbed[name] for name in documented} == documented


def test_the_package_says_that_it_is_typed():
    folder = Path(kaohe.__file__).parent
    assert (folder / "py.typed").is_file()
    assert (folder / "_core.pyi").is_file()
