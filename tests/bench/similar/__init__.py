"""Similar ideas: how well and how fast they are found."""
