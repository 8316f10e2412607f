"""A process tried in a dry world: made-up cases, scenarios, and real cases replayed.

Nothing here reads or writes a case: no rows, no messages, no steps of the system. What a draft
says is run in a child process whose time and memory end (`asking`), and which has no database.
"""
