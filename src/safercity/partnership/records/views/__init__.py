"""Pages: what sources sent, a file on its way, mending what is held."""
