"""A living programme of people who do not exist."""
