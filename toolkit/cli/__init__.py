"""The command line: options, one job a command, exit status."""
