"""The other generators, each with the writer of its own kind of site and the commands that build it."""
