"""What runs inside the confined process: the standard library, calamine, openpyxl, nothing else."""
