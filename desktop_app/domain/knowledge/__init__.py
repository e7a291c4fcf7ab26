"""Articles: what they are, their sections, and what people do with them."""
