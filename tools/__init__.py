"""What developers run: generated documentation."""
