"""The report (专题报告) as data: sentences, tables and charts that the figures bear out."""
