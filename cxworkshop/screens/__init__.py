"""The screens of the app, one file each, with its style sheet beside it. Screens show and route; rules are
in the packages below."""
