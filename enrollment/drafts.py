"""Names of the forms whose unfinished state is kept while somebody types."""

ADD_DRAFT = "tambah-pekerja"
