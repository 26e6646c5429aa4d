"""Pictures for the documentation: what a terminal shows as SVG, and small PNGs."""
