"""Pages over extracts and their ledger: what is due, uploads, held rows. No truth of its own."""
