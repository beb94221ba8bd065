"""Readers' pages that are the same for everybody are made once, and kept until something changes.

``wsgi.py`` puts ``PageCache`` before Django. Each request for a kept page costs one query, for the
catalogue's stamp (``capframe/base/stamp.py``): what was kept under another stamp is gone.
"""
