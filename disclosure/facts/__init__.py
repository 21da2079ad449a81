"""What we know: vocabulary, versions, standings, instants, judgements, the case as known."""
