"""A believable big world: `manage.py bygg_varld`."""
