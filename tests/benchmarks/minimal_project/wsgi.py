"""What gunicorn serves: ``gunicorn tests.benchmarks.minimal_project.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.minimal_project.settings"

application = get_wsgi_application()
