"""The command `onelayer`: one file a subcommand."""
