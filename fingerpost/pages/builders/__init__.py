"""One module per kind of page: from records to views."""
