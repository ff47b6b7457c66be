"""Routes over a network of track, road and ferry lines, in the terms of the atlas.

`stops` finds what a user names, `joining` joins it to the network, `avoiding` and `ground` tell
what may be used, `search` finds the way, `assemble` makes a `routes.model.Route` of it; `answer`
does all of this.
"""
