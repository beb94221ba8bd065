"""Makes one entry of two: a plan that can be shown, carried out and taken back."""
