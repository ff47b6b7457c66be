"""How records show themselves in a notebook: small HTML tables, loaded when one is shown."""
