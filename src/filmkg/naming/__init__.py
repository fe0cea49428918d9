"""What is known of names, whichever stage compares them: folding, countries in names, spellings of people's names."""
