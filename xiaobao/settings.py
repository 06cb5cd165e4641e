"""Settings of one installation, from the environment. What a bureau would change is in ``content/``.

XIAOBAO_HOME       folder of all state (default var/)
XIAOBAO_LOCALITY   which file of content/localities is this bureau (default huli)
XIAOBAO_CIPHER     what the vault seals with: aes256gcm or sm4gcm (default aes256gcm)
XIAOBAO_DIGEST     what rows of the audit trail are bound with: sha256 or sm3 (default sha256)
XIAOBAO_ANCHORS    folder of the anchors of the audit trail, best on another disk (default anchors/)
XIAOBAO_DATABASE   postgresql://user:password@host:port/name; without it the embedded database in the home
XIAOBAO_HOSTS      comma-separated host names the server answers to (default 127.0.0.1,localhost)
XIAOBAO_PROXIES    comma-separated addresses of the proxies whose X-Forwarded-For is believed (default none)
XIAOBAO_HTTPS      1 when a TLS proxy stands in front: cookies become secure-only
XIAOBAO_DEBUG      1 shows tracebacks; never in service
"""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from xiaobao.databases import database
from xiaobao.home import home, key, workroom

BASE_DIR = Path(__file__).resolve().parent
HOME = home()
LOCALITY = os.environ.get("XIAOBAO_LOCALITY", "huli")
# Looked at by the vault when the process starts (vault/apps.py).
CIPHER = os.environ.get("XIAOBAO_CIPHER") or "aes256gcm"
AUDIT_DIGEST = os.environ.get("XIAOBAO_DIGEST") or "sha256"
DEBUG = os.environ.get("XIAOBAO_DEBUG") == "1"
HTTPS = os.environ.get("XIAOBAO_HTTPS") == "1"
SECRET_KEY = key("secret-key").hex()
PROXIES = frozenset(filter(None, os.environ.get("XIAOBAO_PROXIES", "").replace(" ", "").split(",")))
ALLOWED_HOSTS = os.environ.get("XIAOBAO_HOSTS", "127.0.0.1,localhost").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "xiaobao.staff",
    "xiaobao.vault",
    "xiaobao.docket",
    "xiaobao.handbook",
    "xiaobao.desk",
    "xiaobao.portal",
    "xiaobao.jobs",
]
MIDDLEWARE = [
    "xiaobao.proxies.Origin",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "xiaobao.desk.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "xiaobao.desk.outside.InsideOnly",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "xiaobao.urls"
WSGI_APPLICATION = "xiaobao.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "xiaobao.desk.context.bureau",
            ],
        },
    },
]

DATABASES = {"default": database(os.environ.get("XIAOBAO_DATABASE", ""), HOME)}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "xiaobao.staff.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "inbox"
LOGOUT_REDIRECT_URL = "sign-in"
# Five failures lock the account for that address only, so nobody can lock an officer out from elsewhere.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "xiaobao.faults.locked_out"
AXES_VERBOSE = False
# What it keeps of a failed sign-in does not hold where the officer wanted to go: a search may name somebody.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "next"]

CSRF_FAILURE_VIEW = "xiaobao.faults.too_old"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_TEMP_DIR = workroom()
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
# The law's day is the day in Xiamen, whatever zone the server's own clock shows.
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Nothing here writes a request's parameters or a person's data: names and phones stay out of logs.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "xiaobao": {"level": "INFO"},
        # At their most talkative these write down what a page shows, what a file says of its maker, and every
        # value of a query: they stay quiet however much the others are asked to say.
        **{name: {"level": "WARNING"} for name in ("django.template", "django.db.backends", "PIL")},
        # Its warnings repeat the address somebody typed; what was refused stands in the audit trail.
        "django.request": {"level": "ERROR"},
    },
}
