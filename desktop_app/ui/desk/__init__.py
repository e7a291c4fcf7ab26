"""Where agents answer: the queue, the request, the person who asks."""
