"""Whether what others lead is in hand: assurance, joint adoption, reviews, what the law asks."""
