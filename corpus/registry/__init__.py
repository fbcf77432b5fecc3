"""Reference data with source and validity: document types, issuing bodies, units, holidays. Tables are TSV files."""
