"""The widgets that screens share: lists and sheets, the staircase, the bars, the guide and the pages."""
