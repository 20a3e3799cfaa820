"""Periods (时段): a month, quarter, half year, year or two dates; their neighbours and names."""
