"""Working days, deadlines as words and instants, invitations; pure."""
