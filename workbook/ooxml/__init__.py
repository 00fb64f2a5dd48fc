"""The package as it is: a bounded, streaming reader of an .xlsx, from the container to its cells."""
