"""What libraries mean, as data: one small file a family. Paths are access paths as in js/values.py."""
