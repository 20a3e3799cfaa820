"""Figures (数字): cases as a table, measures, cuts and comparison, with the cases behind each."""
