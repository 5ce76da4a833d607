"""The strategy in versions, its route to approval, the delivery plan, the annual review."""
