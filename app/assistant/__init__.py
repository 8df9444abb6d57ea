"""The one path through the product. No Qt."""
