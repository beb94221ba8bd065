"""What a file leaves open: the questions, their forms, and what was answered before."""
