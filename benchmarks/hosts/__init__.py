"""Programs on several hosts that share one rate limit."""
