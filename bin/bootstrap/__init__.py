"""From a bare Debian machine to a running registry, with the standard library only."""
