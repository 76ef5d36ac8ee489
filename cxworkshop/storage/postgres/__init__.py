"""A store in a PostgreSQL database: sessions of a firm, which several people write at once."""
