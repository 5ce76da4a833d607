"""The site's tables as another project would see them."""

from __future__ import annotations

import uuid

from django.db import models

STATES = "not_started on_track slipping blocked done verified closed withdrawn".split()


class Agency(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=120)

    class Meta:
        managed = False
        db_table = "people_agency"

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=120)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)

    class Meta:
        managed = False
        db_table = "people_post"

    def __str__(self) -> str:
        return f"{self.title}, {self.agency.name}"


class Action(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(Post, on_delete=models.PROTECT)
    due = models.DateField()
    state = models.CharField(max_length=12, choices=[(state, state) for state in STATES])
    confidence = models.CharField(max_length=6)

    class Meta:
        managed = False
        db_table = "commitments_commitment"
        ordering = ("due", "id")

    def __str__(self) -> str:
        return self.what
