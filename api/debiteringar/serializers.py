"""What is told of a charge."""

from typing import Any

from rest_framework import serializers


class DebiteringTold(serializers.Serializer[Any]):
    """A charge to a payer, kronor without VAT."""

    id = serializers.IntegerField()
    retur = serializers.CharField()
    beslutad = serializers.DateTimeField()
    slag = serializers.CharField()
    artikel = serializers.CharField()
    individ = serializers.CharField()
    kund = serializers.CharField()
    betalare = serializers.CharField()
    belopp = serializers.DecimalField(max_digits=8, decimal_places=2)
