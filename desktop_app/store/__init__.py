"""The laptop's database: one writer of streams, outbox, shadow and notices; queries that return frozen rows."""
