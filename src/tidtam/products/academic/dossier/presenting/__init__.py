"""How a dossier reads on its pages: the task list, a part with what is found beside each field, a list of entries."""
