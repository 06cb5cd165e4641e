"""Filled in once the acts on orders stand."""
