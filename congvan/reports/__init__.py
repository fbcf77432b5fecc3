"""Papers that the rules core's results go into: the report of `congvan check` (xlsx, docx, json) and the roster's template."""
