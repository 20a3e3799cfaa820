"""Visits (走访): what was told of them, what firms need, how far they reach."""
