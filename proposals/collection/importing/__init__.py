"""Lists of ideas that were collected elsewhere: read, understood, shown, taken in as a whole, and taken back as a whole."""
