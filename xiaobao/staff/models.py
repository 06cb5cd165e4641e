"""People, offices and the posts they hold. Rights come from posts, and posts have dates."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q


class Office(models.Model):
    """An office of the bureau (区局、所、科), seeded from the locality."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes officers; there is no superuser, rights come from posts."""

    def create_user(self, *, username: str, name: str, password: str) -> User:
        """Create an active officer with an argon2-hashed password."""
        user = self.model(username=username, name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An officer who signs in."""

    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64)
    is_active = models.BooleanField(default=True)
    invented = models.BooleanField(default=False)

    objects = UserManager()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name

    def posts_on(self, day: date) -> list[Post]:
        """Return the posts held on ``day`` with their offices."""
        return list(self.posts.on(day).select_related("office"))


class PostQuerySet(models.QuerySet["Post"]):
    """Posts by date."""

    def on(self, day: date) -> PostQuerySet:
        """Keep what is held on ``day``; periods are half-open: the end day no longer counts."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class Post(models.Model):
    """One person in one post of one office for a time (岗位); ``code`` is from the locality."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="posts")
    code = models.SlugField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.user} {self.code} {self.office}"
