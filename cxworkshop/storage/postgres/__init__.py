"""A store in a PostgreSQL database: the sessions of a firm, which several people write at once."""
