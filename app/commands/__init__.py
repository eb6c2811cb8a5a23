"""The sub-commands, one a file; `table.COMMANDS` lists them."""
