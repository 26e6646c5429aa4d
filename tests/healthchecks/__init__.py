"""The Healthchecks facade."""
