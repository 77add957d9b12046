"""What coordinators read of a campaign: its board, and the stories of its phases."""
