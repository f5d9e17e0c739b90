"""Merging at the workbench: several ideas into one, with the words, the credit and the letters that go with it."""
