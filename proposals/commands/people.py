"""The commands of people; they stand with the directory, which knows streets and organisations."""
from ..directory.commands import person

COMMANDS = (person,)
