"""What the pages of requests and the desk show alike: one request's conversation, its facts, and the box to answer in."""
