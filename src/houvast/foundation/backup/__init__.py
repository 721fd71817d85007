"""A copy of everything that cannot be made again, and putting it back (security.md 5.27, 10).

A copy is a folder with the database (`database.dump`), the sealed documents (`documents.tar`) and `manifest.json`,
which says when it was made, by which versions, how many rows each table had, and the checksum of each part. With a
key each part is sealed; without one the manifest and the name of the folder say so.
"""
