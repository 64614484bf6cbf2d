"""What an office prints its papers with, where it does not want ours: templates of its own, judged and dated."""
