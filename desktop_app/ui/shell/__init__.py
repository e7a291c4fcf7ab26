"""The window around the pages: sidebar, top bar, palette, help, notices. It knows pages only by their `Page`."""
