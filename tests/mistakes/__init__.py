"""What users do wrong, and the exact line that each of them gets."""
