"""What came in about agencies, posts, accounts and invitations."""
