"""Workload V on DuckDB, Polars, pandas and by hand: the same verdict table as the engine's.

Each peer is written from what the rules mean (visits of a pair in a week, in any 30 days; complete
records of a person in a month), for these three rules and the year 2026 alone.
"""
