"""The residents' vote (居民投票) of a season: off until the bureau sets one up; one phone one ballot, own community, ballots secret."""
