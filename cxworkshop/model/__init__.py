"""What is recorded: frozen typed values, the places they stand in and the kinds they are of. No I/O and no
Textual."""
