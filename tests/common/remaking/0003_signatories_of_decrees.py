from importlib import import_module

Migration = import_module("places.migrations.0003_signatories_of_decrees").Migration
