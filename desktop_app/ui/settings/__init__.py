"""The page of settings: how the laptop stands with the company, how the window looks, what lies on the disk."""
