"""What is known beforehand (`registry`) and what has been converted (`store`)."""
