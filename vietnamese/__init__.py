"""The Vietnamese language itself: letters, marks, folding, syllables, numbers in words."""
