# The project's commands. Each does all that a fresh machine needs, then its job; a second run does
# only what changed. docs/contributing.md tells what runs where.
SHELL := /bin/bash

sources := $(shell find include src bindings python policies cmake -not -name '*.pyc' \
             -not -name __pycache__ 2>/dev/null) CMakeLists.txt pyproject.toml README.md LICENSE

# Both compilers of the core, CMake and the wheel build, then share one cache of object files.
export CMAKE_CXX_COMPILER_LAUNCHER = $(shell command -v ccache)
export CTEST_PARALLEL_LEVEL := $(shell nproc)

.PHONY: demo test bench budget instructions nightly ci setup

demo: .venv/installed
	cmake --preset default
	cmake --build --preset library
	.venv/bin/kaohe demo demo

test: .venv/installed
	cmake --workflow --preset default
	.venv/bin/python -m pytest

bench: .venv/installed
	tools/setup libbenchmark-dev
	cmake --workflow --preset bench
	.venv/bin/python -m bench.figures
	.venv/bin/python -m bench.peers.race

# Writes the instructions that the engine takes now as the budget that `make ci` holds it to.
budget: instructions
	.venv/bin/python -m bench.budget.instructions --renew

instructions: setup
	tools/setup libbenchmark-dev valgrind
	cmake --preset bench
	cmake --build --preset instructions

# Hours: the thread sanitizer, small faults of the engine that the tests must notice, and a million
# random cases against the reference evaluator.
nightly: .venv/installed
	tools/setup clang-14 libclang-rt-14-dev
	cmake --workflow --preset tsan
	.venv/bin/python -m tests.mutations
	KAOHE_CASES=1000000 .venv/bin/python -m pytest

# What the continuous integration runs beyond `make test`.
ci: instructions
	.venv/bin/python -m bench.budget.instructions
	tools/setup clang-14 libclang-rt-14-dev
	cmake --workflow --preset clang
	cmake --workflow --preset asan

setup:
	tools/setup

# With the warnings of the C++ build, so that its object files serve the wheel too.
.venv/installed: $(sources) | setup
	.venv/bin/python -m pip install --quiet --no-build-isolation \
	    --config-settings=cmake.define.KAOHE_WARNINGS_AS_ERRORS=ON '.[test]'
	touch $@
