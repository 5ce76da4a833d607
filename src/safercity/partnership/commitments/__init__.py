"""One kind of action for every room: what, who, by when, in which state, and who verified it."""
