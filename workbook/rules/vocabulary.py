"""Every kind of demand there is: a new kind is one class and one line here."""
