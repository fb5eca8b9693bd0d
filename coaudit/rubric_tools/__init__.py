"""What helps those who write rubrics: to try one out, to see what it changes, and how far its weights matter."""
