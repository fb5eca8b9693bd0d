"""Pages of documentation, made from a rubric: pure functions from data to Markdown."""
