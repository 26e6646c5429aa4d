"""History of all accounts in a database (extra ``warehouse``)."""
