"""Rules of our own for refreshlint."""
