"""One verb a file: ``run(desk, ...) -> Result``; an action changes nothing itself, it returns a Plan."""
