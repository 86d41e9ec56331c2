from importlib import import_module

Migration = import_module("places.migrations.0004_signatories_through_others").Migration
