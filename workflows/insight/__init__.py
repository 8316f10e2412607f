"""What the history comes to: counted by day as it grows, and read as numbers on the diagram."""
