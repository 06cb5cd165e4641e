"""Views of the portal, a noun a file."""
