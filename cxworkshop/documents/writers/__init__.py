"""What makes a file of a document: a module for each form, which imports its library when it writes."""
