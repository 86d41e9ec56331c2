from importlib import import_module

Migration = import_module("places.migrations.0001_initial").Migration
