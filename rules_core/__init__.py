"""The shared rules core: plans' rules evaluated on a roster and a calendar. It knows plans, not files."""
