"""Sheets (分析表): the analysis workbook, a sheet a theme, and the list behind each figure."""
