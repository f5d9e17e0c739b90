"""Directory room: areas, organisations, and later venues. Who a person is belongs to accounts."""
