"""Who may open which address: one file an app, one test over all of them."""
