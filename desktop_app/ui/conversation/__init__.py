"""What the page of requests and the desk show alike: one request's conversation, and the box to answer in."""
