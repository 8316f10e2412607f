"""The address of the page that mends an order's receipts."""

from django.urls import path

from cases.rattelse import pages

app_name = "rattelse"

urlpatterns = [path("<uuid:arende>/", pages.ratta, name="ratta")]
