"""`python -m tests.mutations [NAME...]`: does some test see each small fault of the engine?

Every mutation (`mutation_list*.py`), or each of those named, is put into a copy of the project, which
is built again and tested: by random cases against the reference first, then by the conformance kit
and the Python tests of evaluation, then by the C++ tests. Prints a row of docs/proof.md for each.
Exit status 1 if one survives, or if its old text is no longer there exactly once. Needs CMake,
Ninja and pybind11; ccache, where it is there, makes a second run faster. The project itself is not
touched.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .mutation_list import MUTATIONS as OF_RULES
from .mutation_list_consequences import MUTATIONS as OF_CONSEQUENCES

MUTATIONS = [*OF_RULES, *OF_CONSEQUENCES]
PROJECT = Path(__file__).resolve().parent.parent
NOT_COPIED = shutil.ignore_patterns("build", ".*", "__pycache__", "demo", "_core*.so")
CASES = 500
CASE_BY_CASE = f"""
from tests.reference.differ import first_difference
if first_difference(range({CASES})) is not None:
    print("they disagree")
"""
PYTHON_TESTS = ["test_conformance.py", "test_evaluate.py", "test_quarantine.py", "test_bad_rows.py"]


class Copy:
    """A copy of the project in a folder, built without optimisation: its tests are many small
    ones, and building again is what takes the time."""

    def __init__(self, folder):
        self.root = Path(folder) / "kaohe"
        shutil.copytree(PROJECT, self.root, ignore=NOT_COPIED)
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(self.root / "python"),
            "CCACHE_BASEDIR": str(self.root),
        }
        cmake_folder = self.output([sys.executable, "-m", "pybind11", "--cmakedir"]).strip()
        launcher = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
        self.run(
            *["cmake", "-G", "Ninja", "-S", ".", "-B", "build", "-DCMAKE_BUILD_TYPE=Release"],
            *["-DCMAKE_CXX_FLAGS_RELEASE=-O0", "-DKAOHE_BUILD_PYTHON=ON", *launcher],
            *[f"-DPython_EXECUTABLE={sys.executable}", f"-Dpybind11_DIR={cmake_folder}"],
            f"-DCMAKE_LIBRARY_OUTPUT_DIRECTORY={self.root / 'python' / 'kaohe'}",
        )

    def run(self, *command):
        """The finished process, its output kept; raises where a build fails."""
        return subprocess.run(
            command, cwd=self.root, env=self.environment, check=True, capture_output=True, text=True
        )

    def output(self, command):
        return self.run(*command).stdout

    def build(self, target):
        self.run("ninja", "-C", "build", "-j1", target)

    def caught_by(self):
        """What sees that the engine is wrong; empty text where nothing does."""
        self.build("_core")
        return self._random_case() or self._python_test() or self._cpp_test()

    def _random_case(self):
        tried = self._try([sys.executable, "-c", CASE_BY_CASE])
        if tried.returncode:
            return f"random cases: {tried.stderr.strip().splitlines()[-1]}"
        return "random cases" if tried.stdout else ""

    def _python_test(self):
        files = [f"tests/python/{name}" for name in PYTHON_TESTS]
        tried = self._try([sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *files])
        return _first(tried, "FAILED ") or ("the Python tests" if tried.returncode else "")

    def _cpp_test(self):
        self.build("kaohe_tests")
        tried = self._try(["build/tests/kaohe_tests", "--gtest_brief=1"])
        return _first(tried, "[  FAILED  ] ") or ("the C++ tests" if tried.returncode else "")

    def _try(self, command):
        return subprocess.run(
            command, cwd=self.root, env=self.environment, capture_output=True, text=True
        )

    def with_mutation(self, mutation):
        """What catches it, in words; the file is as before afterwards."""
        file = self.root / mutation.file
        text = file.read_text(encoding="utf-8")
        try:
            file.write_text(text.replace(mutation.old, mutation.new), encoding="utf-8")
            return self.caught_by()
        finally:
            file.write_text(text, encoding="utf-8")


def _first(tried, mark):
    """The name of the first test that a report calls failed."""
    for line in tried.stdout.splitlines():
        if line.startswith(mark):
            return line.removeprefix(mark).split(" ")[0].removesuffix(",")
    return ""


def misplaced(mutation):
    """Whether its old text is not in its file exactly once."""
    file = PROJECT / mutation.file
    return not file.exists() or file.read_text(encoding="utf-8").count(mutation.old) != 1


def main(names):
    chosen = [mutation for mutation in MUTATIONS if not names or mutation.name in names]
    lost = [mutation for mutation in chosen if misplaced(mutation)]
    for mutation in lost:
        print(f"{mutation.name}: {mutation.file} does not hold once: {mutation.old}")
    survivors = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(folder)
        if found := copy.caught_by():
            print(f"without any mutation: {found}")
            return 1
        print("| mutation | what is wrong | caught by |\n|---|---|---|", flush=True)
        for mutation in chosen:
            if mutation in lost:
                continue
            found = copy.with_mutation(mutation)
            if not found:
                survivors.append(mutation)
            caught = found or "**survives**"
            print(f"| {mutation.name} | {mutation.description} | {caught} |", flush=True)
    print(f"\n{len(chosen) - len(lost) - len(survivors)} of {len(chosen)} caught")
    return 1 if lost or survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
