"""The views, one file per noun; each reads the request, makes one call and shows what came of it."""
