"""Letters (函件): what papers say of a case, whichever paper it is."""
