"""What things cost, measured in one run on one machine: `manage.py benchmark`."""
