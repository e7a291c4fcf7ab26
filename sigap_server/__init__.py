"""What runs on the company's side: reading, publishing, administering the shared database."""
