"""What the staff decide, change and send, and what follows from it: the work behind the office's pages."""
