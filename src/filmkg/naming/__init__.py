"""What is known of names and verbs, whichever stage asks: folding, countries in names, how people are spelt, tense."""
