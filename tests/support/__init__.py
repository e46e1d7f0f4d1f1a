"""What tests need around them: a PostgreSQL server, a browser."""
