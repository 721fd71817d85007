"""Rekenhulp: "Klopt mijn beslag?" for everybody, and the calculations of a counsellor. Nothing is stored.

`fields`, `steps` and the templates `calculation.html` and `moved.html` are pieces that the dossier uses as well: they
know forms and results, never a request.
"""
