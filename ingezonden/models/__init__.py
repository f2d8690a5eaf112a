"""What came in from residents, and the rhythm that it comes in."""

from .counts import NetworkCount
from .rhythm import Association, Reminder
from .submissions import Kind, Status, Submission, SubmissionPhoto

__all__ = ["Association", "Kind", "NetworkCount", "Reminder", "Status", "Submission", "SubmissionPhoto"]
