"""The benchmarks that Python runs."""
