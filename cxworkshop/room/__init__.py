"""What the audience sees: one small value made of the session, and the carriers that take it to a second
terminal, to the page of a projector and to phones. Only `server` knows the web library."""
