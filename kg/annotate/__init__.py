"""Document to parsed text with its mentions: cleaning, names, titles, figures of speech, coreference, times."""
