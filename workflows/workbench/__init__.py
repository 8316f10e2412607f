"""What a process owner works with: drafts, releases, comparisons, and what runs now."""
