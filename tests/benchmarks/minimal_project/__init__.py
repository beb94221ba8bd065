"""The smallest Django project: what T, the measure of the site's pages, is a request of.

Django's default middleware, WhiteNoise and one fixed page of 4.8 KB, without a database. It shares
nothing with the site, so that making the site faster does not make its measure faster. Do not
change it: ratios of before and after would no longer compare.
"""
