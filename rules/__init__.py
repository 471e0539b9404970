"""The rules that come with refreshlint, one file each. Installed as `refreshlint.rules`; see refreshlint/registry.py."""
