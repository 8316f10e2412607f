"""The watch: finds the running cases that nobody and nothing can move, and says what to do."""
