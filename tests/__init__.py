"""Tests of kaohe."""
