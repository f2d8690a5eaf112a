"""Searching a village: words, entries, finding. The table behind it is `home.models.SearchEntry`."""
