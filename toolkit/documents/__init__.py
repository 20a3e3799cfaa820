"""Papers (公文): minutes, assignment lists, letters and reports, as bytes of Word and Excel files.

Each paper is a module with its own plain dataclasses and one ``write_…`` function; import the module of the paper
that is wanted, so that a command that writes a letter does not load the chart writer.
"""
