"""Watching: feeds and sitemaps looked at again and again, politely; what is new in them; alerts."""
