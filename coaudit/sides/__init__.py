"""The questions for one side of a project, the answers that people give, and the one account made of them."""
