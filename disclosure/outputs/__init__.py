"""Objects in, bytes out: plain text, HTML and JSON."""
