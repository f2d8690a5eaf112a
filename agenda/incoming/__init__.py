"""Calendars of others, read into the agenda: fetched, parsed and applied, each as if it were hostile."""
