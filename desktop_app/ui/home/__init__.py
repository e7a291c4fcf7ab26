"""Home: what waits for the reader, and the shortest ways on from here."""
