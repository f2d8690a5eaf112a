"""Backups of a whole instance: one archive of database and uploads, proved by restoring it."""
