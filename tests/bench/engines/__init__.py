"""The step engine beside two others and beside a table written by hand, each doing the same process."""
