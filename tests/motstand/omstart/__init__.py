"""An installation as in production, with one process more: `prov`, whose steps leave traces."""
