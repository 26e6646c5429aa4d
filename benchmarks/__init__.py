"""Side-by-side measurements: ours against the reference, in one run, as ratios.  See docs/performance.md."""
