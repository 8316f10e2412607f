"""Running cases taken over to another version of their process: foreseen, moved, taken back."""
