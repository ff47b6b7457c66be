"""What closes, what that breaks, and the way round it."""
