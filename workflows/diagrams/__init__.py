"""Diagrams as they come and as they run: safe XML, bundles, digests, parsed specs, versions.

Read in this order: xml, bundle, specs, parser, versions.
"""
