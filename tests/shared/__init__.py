"""uptimekit.shared, against real servers of Valkey and Redis."""
