"""What a notice says: its moves, its prose and its risky phrases."""
