"""A village in several languages: what is behind its original, what follows by itself, and the machine that helps."""
