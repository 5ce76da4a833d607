"""Bodies, who sits on them, to whom they report, what they answer for, what they decided."""
