"""What people DO with the papers: it decides no rule."""
