"""Facts that cannot be true together: the desk refuses them, and so does the reference."""


class Impossible(Exception):
    pass


def refuse_if(wrong, why):
    if wrong:
        raise Impossible(why)
