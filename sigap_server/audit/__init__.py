"""What proves that nobody rewrote what was recorded: each device's chain, held against digests signed elsewhere."""
