"""Forms about people and what they work as, the same for the screens and the admin."""
