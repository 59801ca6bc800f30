"""What the product is measured against: the same pages made by other means."""
