"""People, offices and the posts they hold. Rights come from posts, and posts have dates."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q


class OfficeQuerySet(models.QuerySet["Office"]):
    """Offices by what they do."""

    def handling(self) -> OfficeQuerySet:
        """Keep those that may be given a matter."""
        return self.exclude(kind="advisory")


class Office(models.Model):
    """An office of the bureau (区局、所、科), seeded from the locality."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)

    objects = OfficeQuerySet.as_manager()

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
    """Somebody who signs in: an officer, or, where ``outside``, a person of an enterprise or a service point.

    Who is outside holds no post, and no screen of the bureau opens for them. ``must_change_password``: the
    password was made by somebody else and opens nothing but the page where an own one is chosen.
    """

    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64)
    is_active = models.BooleanField(default=True)
    invented = models.BooleanField(default=False)
    outside = models.BooleanField(default=False, db_default=False)
    must_change_password = models.BooleanField(default=False, db_default=False)

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


class Skill(models.Model):
    """What an officer is good at: a class of matters of the handlers matrix (专长)."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="skills")
    matter_class = models.SlugField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["user", "matter_class"], name="skill_once")]


class LeaveQuerySet(models.QuerySet["Leave"]):
    """Leaves by date."""

    def on(self, day: date) -> LeaveQuerySet:
        """Keep what covers ``day``; the end day no longer counts."""
        return self.filter(since__lte=day, until__gt=day)


class Leave(models.Model):
    """An officer is away from ``since`` until ``until``, which no longer counts (请假); who stands in."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="leaves")
    since = models.DateField()
    until = models.DateField()
    substitute = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
