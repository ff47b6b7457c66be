"""Routes over a network of track, road and ferry lines, in the terms of the atlas.

`stops` finds what a user names, `joining` joins it to the network, `avoiding`, `ground` and
`lawful` tell what may be used, `search` finds the way from one stop to the next, `trips` those
through all of them, `assemble` makes a `routes.model.Route` of each; `answer` does all of this.
"""
