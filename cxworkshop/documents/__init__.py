"""What is handed out: the documents of a workshop and the words that say what is still missing in them.

The screens and the command line call `write_document` and `missing`; importing this costs neither Jinja nor the record.
"""
