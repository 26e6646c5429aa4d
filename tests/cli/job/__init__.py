"""uptimekit run."""
