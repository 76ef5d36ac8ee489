"""Survey data, from a file to figures: looked at, counted, understood. No row of a person is kept."""
