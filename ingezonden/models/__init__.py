"""What came in from residents, and the rhythm that it comes in."""

from .rhythm import Association, Reminder
from .submissions import Kind, Status, Submission, SubmissionPhoto

__all__ = ["Association", "Kind", "Reminder", "Status", "Submission", "SubmissionPhoto"]
