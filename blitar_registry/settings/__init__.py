"""Settings: ``production`` is the base; ``development`` and ``tests`` only loosen it."""
