"""What papers say of a case."""
