"""Policy tests: small companies, and what a policy must say about them (docs/policy-tests.md)."""

from __future__ import annotations

from .case import Case
from .file import read_test_files
from .run import Outcome, run_case

__all__ = ["Case", "Outcome", "read_test_files", "run_case"]
