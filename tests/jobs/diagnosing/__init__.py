"""What a diagnosis tells and what it does not."""
