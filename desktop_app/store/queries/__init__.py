"""What pages and the terminal read: functions of a connection that return frozen rows. No page sees a table."""
