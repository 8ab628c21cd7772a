"""The naive reference evaluator of kaohe: what the engine must say, worked out by plain loops."""
