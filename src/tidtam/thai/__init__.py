"""Thai writing and Thai public life as pure functions: no Django, no clock, no database."""
