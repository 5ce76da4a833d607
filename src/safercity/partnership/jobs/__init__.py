"""Work that a page must not wait for, kept in the transaction that asked for it."""
