"""Incidents by their cause, and what is done about many of them at once."""
