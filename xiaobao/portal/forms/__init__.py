"""Forms of the portal, a noun a file."""
