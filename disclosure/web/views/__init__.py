"""One module per subject, named as its service is."""
