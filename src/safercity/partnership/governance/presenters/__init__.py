"""Bodies as pages show them."""
