"""`python -m safercity`, for machines whose PATH lacks the command."""

from safercity.cli.main import main

main()
