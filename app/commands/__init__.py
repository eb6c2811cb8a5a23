"""Sub-commands of the command line, one per file; `table.COMMANDS` lists them."""
