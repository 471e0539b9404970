"""The interleaving explorer: it plays a program's own code against a model of its surroundings, in every order of answers."""
