"""How requests come in and answers go out: gunicorn's processes, with waitress inside each.

gunicorn starts, watches and ends the processes. In each of them waitress holds the connections in
one loop: a request takes a thread when it has come in whole, and gives it back when its answer is
made, however slowly the other side sends or reads. gunicorn.conf.py chooses it.
"""
