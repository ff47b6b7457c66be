"""What was lawful: acts and blocs in force, and the state of a route derived from them."""
