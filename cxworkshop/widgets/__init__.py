"""What screens share: the rows and the sheet, the staircase, the header, the key bar and the pages."""
