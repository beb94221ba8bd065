"""Every setting of Capframe, read from the environment and safe by default.

CAPFRAME_ENV is ``production`` unless it says ``development``; see docs/deployment.md.
"""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from capframe import environment

BASE_DIR = Path(__file__).resolve().parent.parent

ENV = environment.choice("CAPFRAME_ENV", ("production", "development"))
PRODUCTION = ENV == "production"
DEBUG = environment.flag("DEBUG")
if DEBUG and PRODUCTION:
    raise ImproperlyConfigured("DEBUG=1 shows secrets: unset it, or set CAPFRAME_ENV=development.")

SECRET_KEY = environment.text("SECRET_KEY")
if not SECRET_KEY and PRODUCTION:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set: set it to a long random text, for example the output of "
        '`python -c "import secrets; print(secrets.token_urlsafe(50))"`, and keep it secret. '
        "To try Capframe on your own machine, set CAPFRAME_ENV=development instead."
    )
SECRET_KEY = SECRET_KEY or "for-development-only-" * 3

ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")

# Who readers and security researchers write to: an https: or mailto: address.
CONTACT = environment.text("CAPFRAME_CONTACT")
if CONTACT and not CONTACT.startswith(("https://", "mailto:")):
    raise ImproperlyConfigured(
        f"CAPFRAME_CONTACT={CONTACT!r} is not an address: begin it with https:// or mailto:."
    )

INSTALLED_APPS = [
    "capframe",
    "capframe.search",
    "capframe.imports",
    "roles",
    "skills",
    "grades",
    "capframe.plans",
    "capframe.base",
    "capframe.base.admin_app.CapframeAdminConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sites",  # needed by redirects
    "django.contrib.redirects",
    "axes",
    "csp",
    "django_filters",
    "import_export",
    "simple_history",
    "django.forms",  # the templates of form fields, for FORM_RENDERER
]

MIDDLEWARE = [
    "capframe.security.requests.RequestMiddleware",
    "capframe.page_cache.compression.CompressionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "capframe.security.responses.MethodsMiddleware",
    "capframe.security.responses.NoStoreMiddleware",
    "capframe.base.waiting.SQLiteMiddleware",
    "capframe.security.events.DeniedMiddleware",
    "capframe.base.http.LongAddressMiddleware",
    "capframe.base.http.CookieMiddleware",
    "capframe.security.known_browsers.KnownBrowserMiddleware",
    "capframe.base.sessions.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "capframe.security.carried_forms.CarriedFormMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "capframe.base.saves.OneSaveMiddleware",
    "capframe.base.http.RefusalMiddleware",
    "capframe.base.redirects.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "capframe.urls"
WSGI_APPLICATION = "capframe.wsgi.application"
SITE_ID = 1

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "roles.tray.tray",
            ],
            "builtins": ["capframe.base.templatetags.site_addresses"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": environment.database(f"sqlite:///{BASE_DIR / 'capframe.sqlite3'}")}
# Of memory in each server process, for readers' pages; 0 keeps none.
PAGE_CACHE_MEGABYTES = environment.number("PAGE_CACHE_MB", 16)
# By their labels. What is written to their tables leaves readers' pages as they are.
APPS_OF_NO_PAGE = ["sessions", "admin", "axes", "plans", "imports"]
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# A whole framework is edited on one admin page: more fields than Django's default of 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]

# How often a password may be wrong: of an account at one address, or in a browser known to it; and
# of an account wherever it is tried, or at one address whatever account is tried. Then it takes the
# cool-off, which further attempts do not lengthen. See capframe/security/brakes.py.
AXES_FAILURE_LIMIT, SHARED_FAILURE_LIMIT = 5, 50
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_HANDLER = "capframe.security.brakes.Brakes"
AXES_LOCKOUT_PARAMETERS = "capframe.security.brakes.what_is_counted"
AXES_LOCKOUT_CALLABLE = "capframe.security.brakes.please_wait"
AXES_USERNAME_CALLABLE = "capframe.security.brakes.account_name"
AXES_CLIENT_IP_CALLABLE = "capframe.security.brakes.network_of"
# The security log tells of all this, in lines of its own.
AXES_DISABLE_ACCESS_LOG, AXES_ENABLE_ADMIN, AXES_VERBOSE = True, False, False
KNOWN_BROWSER_AGE = 180 * 24 * 60 * 60

# In seconds. Readers' sessions last as long as Django's.
SESSION_ENGINE = "capframe.security.sessions"
SIGNED_IN_UNUSED = 60 * 60
SIGNED_IN_LONGEST = 12 * 60 * 60
LAST_USE_NOTED_EVERY = 5 * 60

# Without a host, mail is written to standard output.
EMAIL_HOST = environment.text("EMAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = environment.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_PASSWORD")
EMAIL_SECURITY = environment.choice("EMAIL_SECURITY", ("starttls", "tls", "none"))
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", "capframe@localhost")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
# Collected for production alone; otherwise files are served from where they stand.
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None
# Beside these two, static/src has the stylesheets that `npm run build` puts into static/build.
STATICFILES_DIRS = [BASE_DIR / "static" / "assets", BASE_DIR / "static" / "build"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION

# A page names nothing but this site's own files: no inline script, no inline style.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# HTTPS=0 is for trying the production settings on one machine, without a proxy.
HTTPS = PRODUCTION and environment.flag("HTTPS", default=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# A browser takes a cookie of this name from this host alone, over HTTPS, for the whole site.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
KNOWN_BROWSER_COOKIE = f"{COOKIE_PREFIX}known_browser"
# What an editor is told once waits in the session, not in a cookie more.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
if PRODUCTION:
    SECURE_SSL_REDIRECT = HTTPS
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # load balancers ask over plain HTTP
    SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# What a proxy says of a request is believed only where one stands before the server.
TRUST_PROXY = environment.flag("TRUST_PROXY")
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Errors and the security log go to standard error, where whatever runs the server keeps them.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "capframe.security.log.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "capframe.security": {"level": "INFO"},
        # Without handlers of their own, which would write their lines in another form.
        "django": {"handlers": []},
        "django.server": {"handlers": [], "propagate": True},
        "axes": {"level": "ERROR"},
    },
}

# Imports run in a process of their own, so that no page waits for them; 0 runs them in the request.
IMPORTS_IN_BACKGROUND = environment.flag("IMPORTS_IN_BACKGROUND", default=True)

# Why an editor changed something is a sentence, not a code.
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
