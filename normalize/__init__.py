"""From pages to plans: encodings, lost diacritics, structure, and one module a kind of fact; see `normalize.parse`."""
