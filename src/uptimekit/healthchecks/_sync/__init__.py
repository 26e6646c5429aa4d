"""The client of Healthchecks."""
