// Nothing of its own: the library that precompiles the headers of the tests must have a source.
