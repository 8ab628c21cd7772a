"""How many instructions the engine may take for small fixed work."""
