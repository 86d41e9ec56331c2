from importlib import import_module

Migration = import_module("places.migrations.0002_signatories").Migration
