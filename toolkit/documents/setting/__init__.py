"""Setting (排版): pages, styles, tables, charts and words of any paper, after GB/T 9704-2012."""
