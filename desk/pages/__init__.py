"""What an agency's page reads, and the link it may have lost."""
