"""What is known of names and words, whichever stage asks: folding, countries in names, people, credits, tense."""
