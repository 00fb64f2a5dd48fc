"""New files from a notice and a record: macro-free workbooks whose every cached value is true."""
