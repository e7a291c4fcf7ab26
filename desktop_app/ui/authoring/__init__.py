"""Where teams write: what they own, the editor, review and publication."""
