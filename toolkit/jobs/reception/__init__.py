"""Reception (收件): each piece of the post, told apart, brought where it belongs and answered."""
