"""Networks of rail, road and ferry lines from OpenStreetMap and other files.

`build` makes one of files, `graphs` of a graph of osmnx and `to_graph` the other way round,
`storage` keeps it as arrays that a fresh process maps in milliseconds, `export` writes it for
people, `fetch` downloads what is missing. Nothing is imported here: opening a network costs no
more than numpy.
"""
