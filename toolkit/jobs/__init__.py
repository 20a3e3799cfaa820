"""Jobs (作业): one a file, plain steps; the only place that joins rooms."""
