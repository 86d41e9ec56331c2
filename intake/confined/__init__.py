"""What runs inside the confined process: the standard library and the two readers, no more."""
