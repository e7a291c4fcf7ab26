"""What Sigap promises to be fast at, measured against a peer in the same run."""
