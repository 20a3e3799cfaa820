"""Plain cells and plain words: what everything else in the intake speaks in."""
