"""Forms in windows: a control for each type of field, what stands around it, and what is wrong with it in words."""
