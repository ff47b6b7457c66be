"""Two routes side by side: where they run together, where apart, and what each has of its own."""
