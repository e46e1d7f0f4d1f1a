"""Single programs that stand beside the product."""
