"""The domain: tokens, refreshes, cells, retries and stores, recognised in the general facts of js/."""
