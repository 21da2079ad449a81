"""What happened: entries, each tied to the one before it by a digest."""
