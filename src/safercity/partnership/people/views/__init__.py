"""Pages of agencies, posts, accounts and invitations."""
