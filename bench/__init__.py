"""Benchmarks: what a page costs on a municipality larger than any, as ratios within one run (`make bench`)."""
