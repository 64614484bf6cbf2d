"""What is read: for a matter its forecast, for a process how its estimate is made, for the counting every course."""

from .courses import Courses, courses_of
from .estimates import estimate_of, process_to_count, processes_to_count, whole_curve
from .forecasts import Expectation, Forecast, forecast_of

__all__ = [
    "Courses",
    "Expectation",
    "Forecast",
    "courses_of",
    "estimate_of",
    "forecast_of",
    "process_to_count",
    "processes_to_count",
    "whole_curve",
]
