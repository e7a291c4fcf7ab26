"""Where the bundled application starts."""

from desktop_app.__main__ import main

main()
