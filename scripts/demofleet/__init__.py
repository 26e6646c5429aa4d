"""A small shop's fleet on sandboxes of all four providers, with a month behind it: for the demo and the screenshots."""
