"""Pages drawn by a real browser without a server: made first, then given to it as the server would answer."""
