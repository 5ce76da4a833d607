"""What templates of outcomes ask of their values."""
