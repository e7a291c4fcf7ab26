"""What can be wrong with an installation, and what an administrator does about it."""
