"""Layout (版面): which form a page is, where its labels stand, whose they are."""
