"""What laptop and database say to each other: streams, changes, the wire, versions."""
