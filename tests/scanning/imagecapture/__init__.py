"""Tests of scanning/imagecapture/."""
