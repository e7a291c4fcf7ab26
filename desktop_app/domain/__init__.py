"""The rules: pure Python over plain data. No Qt, no SQL, no files, no network, no clock of its own."""
