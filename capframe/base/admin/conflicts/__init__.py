"""What two editors changed at the same time, put together on the form."""
