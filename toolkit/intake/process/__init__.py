"""The reading process (读取进程): files are opened in a child that may do nothing else."""
