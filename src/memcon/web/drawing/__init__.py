"""Where things stand in drawings: pure functions from rows to points; templates draw them."""
