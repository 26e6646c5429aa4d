"""What the clients of all providers have in common."""
